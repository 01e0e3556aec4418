/** `has` and `missing`: what else a request must be like, besides its path, for a rule or middleware to apply to it. */
import type { IncomingHttpHeaders } from 'node:http'
import { parseCookie } from 'cookie'
import { type Bound, unbound } from './expression.ts'
import type { SourceParams } from './source-pattern.ts'

export type Condition =
  /** Without `value` it must be there; otherwise it must match `value` from beginning to end, a regular expression. */
  | { readonly type: 'header' | 'cookie' | 'query'; readonly key: string; readonly value?: string | undefined }
  | { readonly type: 'host'; readonly value: string }

export interface Conditions {
  readonly has?: readonly Condition[] | undefined
  readonly missing?: readonly Condition[] | undefined
}

export interface ConditionedRequest {
  readonly headers: IncomingHttpHeaders
  /** The query with its `?`, or the empty string. */
  readonly search: string
}

/** Returns what the conditions captured: named groups, values without a pattern, `host`. Undefined where one does not hold. */
export function capturedBy(
  { has = [], missing = [] }: Conditions,
  request: ConditionedRequest,
  bound: Bound = unbound,
): SourceParams | undefined {
  const captured: Record<string, string> = {}
  for (const condition of has) {
    const params = paramsOf(condition, request, bound)
    if (params === undefined) return undefined
    Object.assign(captured, params)
  }
  return missing.some((condition) => paramsOf(condition, request, bound) !== undefined) ? undefined : captured
}

const expressions = new WeakMap<Condition, RegExp>()

/** Compiled once. */
function expressionOf(condition: Condition): RegExp {
  const known = expressions.get(condition)
  if (known !== undefined) return known
  const expression = new RegExp(`^(?:${condition.value})$`)
  expressions.set(condition, expression)
  return expression
}

function paramsOf(condition: Condition, request: ConditionedRequest, bound: Bound): SourceParams | undefined {
  const value = valueOf(condition, request)
  if (value === undefined || value === '') return undefined
  if (condition.type !== 'host' && condition.value === undefined)
    return { [condition.key.replace(/[^a-z]/gi, '')]: value }
  const found = bound(expressionOf(condition)).exec(value)
  if (found === null) return undefined
  if (found.groups !== undefined) return { ...found.groups }
  return condition.type === 'host' ? { host: value } : {}
}

/** Of several, the last. */
function valueOf(condition: Condition, { headers, search }: ConditionedRequest): string | undefined {
  switch (condition.type) {
    case 'header':
      return last(headers[condition.key.toLowerCase()])
    case 'cookie':
      return parseCookie(headers.cookie ?? '')[condition.key]
    case 'query':
      return last(new URLSearchParams(search).getAll(condition.key))
    case 'host':
      return headers.host?.replace(/:\d+$/, '').toLowerCase()
  }
}

const last = (value: string | string[] | undefined) => (Array.isArray(value) ? value.at(-1) : value)
