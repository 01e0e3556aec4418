/** The rules that the `config` of middleware is checked by. */
import { z } from 'zod'
import { sourcePattern } from '../routing/source-pattern.ts'
import type { MatcherRecord } from './middleware-record.ts'

const source = z.string().superRefine((pattern, context) => {
  try {
    sourcePattern(pattern)
  } catch (error) {
    context.addIssue({ code: 'custom', message: `"${pattern}" is no pattern of paths: ${(error as Error).message}` })
  }
})

const expression = z.string().refine(isExpression, 'must be a regular expression')

const condition = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.enum(['header', 'cookie', 'query']),
    key: z.string().min(1),
    value: expression.optional(),
  }),
  z.strictObject({ type: z.literal('host'), value: expression, key: z.undefined().optional() }),
])

const matcher = z.union([
  source.transform((pattern): MatcherRecord => ({ source: pattern })),
  z.strictObject({
    source,
    locale: z.literal(false).optional(),
    has: z.array(condition).optional(),
    missing: z.array(condition).optional(),
  }),
])

const matchers = z.union([matcher.transform((each) => [each]), z.array(matcher)])

export const middlewareConfigSchema = z.object({
  matcher: matchers.optional(),
  runtime: z.string().optional(),
})

function isExpression(text: string): boolean {
  try {
    RegExp(text)
    return true
  } catch {
    return false
  }
}
