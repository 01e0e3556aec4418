/** The rules that `redirects`, `rewrites` and `headers` are checked by, and their final form. */
import { validateHeaderName } from 'node:http'
import { z } from 'zod'
import { compileDestination, compileSource } from '../routing/compile-rule.ts'
import { namesPlaced } from '../routing/rule-destination.ts'
import { noRules, type RedirectRule, type RoutingRules } from '../routing/rule-types.ts'

const conditionKinds = `must be 'header', 'cookie', 'query' or 'host'`
const pattern = z.string().refine((value) => problemOf(() => new RegExp(`^(?:${value})$`)) === undefined, {
  error: ({ input }) => `must be a regular expression: ${problemOf(() => new RegExp(String(input)))}`,
})
const keyed = <Kind extends string>(type: Kind) =>
  z.strictObject({ type: z.literal(type), key: z.string().min(1), value: pattern.optional() })

const condition = z.discriminatedUnion(
  'type',
  [
    keyed('header'),
    keyed('cookie'),
    keyed('query'),
    z.strictObject({ type: z.literal('host'), key: z.undefined().optional(), value: pattern.min(1) }),
  ],
  { error: conditionKinds },
)

const source = z
  .string()
  .regex(/^\//, 'must begin with a slash')
  .check((context) => {
    const problem = context.value.startsWith('/') ? problemOf(() => compileSource(context.value)) : undefined
    if (problem) context.issues.push({ code: 'custom', input: context.value, message: `is no pattern: ${problem}` })
  })

const common = {
  source,
  basePath: z.literal(false, 'must be false, or left out').optional(),
  locale: z.literal(false, 'must be false, or left out').optional(),
  has: z.array(condition).optional(),
  missing: z.array(condition).optional(),
}

const statuses = [301, 302, 303, 307, 308] as const

const redirect = z
  .strictObject({
    ...common,
    destination: z
      .string()
      .regex(/^(?:\/(?!\/)|[a-z][a-z\d+.-]*:)/i, `must begin with one slash, or with a scheme such as 'https://'`),
    permanent: z.boolean().optional(),
    statusCode: z.literal([...statuses], `must be one of ${statuses.join(', ')}`).optional(),
  })
  .check((context) => {
    const { permanent, statusCode } = context.value
    const count = [permanent, statusCode].filter((value) => value !== undefined).length
    if (count === 1) return
    const message = `must have either permanent (true or false) or statusCode`
    context.issues.push({ code: 'custom', input: context.value, message })
  })
  .check(checkDestination)
  .transform(({ permanent, statusCode, ...rule }): RedirectRule => ({
    ...rule,
    status: statusCode ?? (permanent ? 308 : 307),
  }))

const rewrite = z
  .strictObject({
    ...common,
    destination: z
      .string()
      .regex(/^(?:\/(?!\/)|https?:\/\/[^/])/, `must begin with one slash, 'http://' or 'https://'`),
  })
  .check((context) => {
    const { basePath, destination } = context.value
    if (basePath !== false || !destination.startsWith('/')) return
    const message = `must be the URL of another server, since a rule with basePath: false is outside of the site`
    context.issues.push({ code: 'custom', input: destination, path: ['destination'], message })
  })
  .check(checkDestination)

const header = z.strictObject({
  ...common,
  headers: z
    .array(
      z.strictObject({
        key: z
          .string()
          .refine(
            (name) => name.includes(':') || problemOf(() => validateHeaderName(name)) === undefined,
            'is no name of a header',
          ),
        value: z.string().regex(/^[^\r\n\0]*$/, 'must be one line'),
      }),
    )
    .min(1, 'must not be empty'),
})

const phases = z.strictObject({
  beforeFiles: z.array(rewrite).optional(),
  afterFiles: z.array(rewrite).optional(),
  fallback: z.array(rewrite).optional(),
})

export const redirectsSchema = z.array(redirect)
export const headersSchema = z.array(header)
/** A list means the rewrites that apply where no file or page of a fixed path was found. */
export const rewritesSchema = z.preprocess((value) => (Array.isArray(value) ? { afterFiles: value } : value), phases)

interface WithDestination {
  readonly source: string
  readonly destination: string
  readonly has?: readonly z.output<typeof condition>[] | undefined
}

/** Every parameter of a destination must come from somewhere. */
function checkDestination(context: z.core.ParsePayload<WithDestination>): void {
  const { source: from, destination, has = [] } = context.value
  const problem = problemOf(() => {
    const compiled = compileDestination(destination)
    const known = new Set([...namesIn(from), ...has.flatMap(capturedNames)])
    const unknown = [...namesPlaced(compiled)].filter((name) => !known.has(name))
    if (unknown.length === 0) return
    throw new TypeError(`neither source nor has gives it ${unknown.map((name) => `":${name}"`).join(', ')}`)
  })
  if (problem === undefined) return
  context.issues.push({
    code: 'custom',
    input: destination,
    path: ['destination'],
    message: `cannot be filled: ${problem}`,
  })
}

/** Without those that have no name: a destination cannot speak of them. */
const namesIn = (pattern: string): string[] =>
  compileSource(pattern).keys.flatMap(({ name }) => (typeof name === 'string' ? [name] : []))

function capturedNames({ type, key, value }: z.output<typeof condition>): string[] {
  const groups = [...(value ?? '').matchAll(/\(\?<([A-Za-z_]\w*)>/g)].map(([, name]) => name!)
  if (type === 'host') return [...groups, 'host']
  return value === undefined ? [key.replace(/[^a-z]/gi, '')] : groups
}

function problemOf(work: () => unknown): string | undefined {
  try {
    work()
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

export interface GivenRules {
  readonly redirects?: z.output<typeof redirectsSchema> | undefined
  readonly rewrites?: z.output<typeof rewritesSchema> | undefined
  readonly headers?: z.output<typeof headersSchema> | undefined
}

/** The rules of a site; undefined where it has none. */
export function rulesOf({ redirects = [], rewrites = {}, headers = [] }: GivenRules): RoutingRules | undefined {
  const { beforeFiles = [], afterFiles = [], fallback = [] } = rewrites
  const rules = { redirects, rewrites: { beforeFiles, afterFiles, fallback }, headers }
  return JSON.stringify(rules) === JSON.stringify(noRules) ? undefined : rules
}
