/** Reads, matches, orders and fills in route patterns such as `/products/[id]`. Runs in browsers too. */
import { EverfreshError } from '../errors.ts'

export type SegmentKind = 'static' | 'dynamic' | 'catch-all' | 'optional-catch-all'

export interface Segment {
  readonly kind: SegmentKind
  /** The text of a static segment, as the file is named; the parameter's name of any other. */
  readonly value: string
}

/** A parsed route pattern. */
export interface Pattern {
  /** As written, e.g. `/docs/[...slug]`. */
  readonly source: string
  readonly segments: readonly Segment[]
  /** Whether it has parameters. */
  readonly isDynamic: boolean
}

/** Path parameters, decoded. An optional catch-all that matched nothing has no key (B96). */
export type Params = Record<string, string | string[]>

/**
 * Parses `[id]`, `[...all]`, `[[...all]]` and static segments.
 *
 * @throws EverfreshError `INVALID_ROUTE` when a bracket is out of place, a name is missing or used twice, or a catch-all
 * is not last.
 */
export function parsePattern(source: string): Pattern {
  if (!source.startsWith('/')) throw invalidRoute(source, 'it must begin with a slash')
  const segments =
    source === '/'
      ? []
      : source
          .slice(1)
          .split('/')
          .map((text) => parseSegment(source, text))
  checkNames(source, segments)
  const catchAll = segments.findIndex(isCatchAll)
  if (catchAll !== -1 && catchAll !== segments.length - 1) {
    throw invalidRoute(source, `the catch-all "${segments[catchAll]!.value}" must be its last segment`)
  }
  return { source, segments, isDynamic: segments.some(({ kind }) => kind !== 'static') }
}

function parseSegment(source: string, text: string): Segment {
  if (text === '') throw invalidRoute(source, 'it has an empty segment')
  if (!/[[\]]/.test(text)) return { kind: 'static', value: text }
  const [, optional, dynamic] = /^(?:\[\[\.\.\.([^[\]]+)\]\]|\[([^[\]]+)\])$/.exec(text) ?? []
  if (optional !== undefined) return { kind: 'optional-catch-all', value: nameOf(source, optional) }
  if (dynamic === undefined) {
    throw invalidRoute(source, `"${text}" must be exactly [name], [...name] or [[...name]]`)
  }
  if (dynamic.startsWith('...')) return { kind: 'catch-all', value: nameOf(source, dynamic.slice(3)) }
  return { kind: 'dynamic', value: nameOf(source, dynamic) }
}

function nameOf(source: string, name: string): string {
  if (name === '' || name.startsWith('.')) throw invalidRoute(source, `"${name}" is no parameter name`)
  // Parameters are plain objects, in which this key would set the prototype.
  if (name === '__proto__') throw invalidRoute(source, `a parameter must not be called "${name}"`)
  return name
}

function checkNames(source: string, segments: readonly Segment[]): void {
  const names = segments.filter(({ kind }) => kind !== 'static').map(({ value }) => value)
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) throw invalidRoute(source, `the parameter "${repeated}" occurs twice`)
}

const isCatchAll = ({ kind }: Segment): boolean => kind === 'catch-all' || kind === 'optional-catch-all'

const invalidRoute = (source: string, reason: string) =>
  new EverfreshError('INVALID_ROUTE', `The route "${source}" is not valid: ${reason}.`)

/**
 * Returns the parameters when `pathname` (percent-encoded, canonical: leading slash, none at its end, no base path)
 * is one of `pattern`'s, each segment decoded once (B91); otherwise undefined.
 *
 * @throws URIError when a segment is no valid percent-encoding (B89).
 */
export function matchPattern(pattern: Pattern, pathname: string): Params | undefined {
  const given = pathname === '/' ? [] : pathname.slice(1).split('/')
  if (given.includes('')) return undefined
  const params: Params = {}
  for (const [index, { kind, value }] of pattern.segments.entries()) {
    if (kind === 'catch-all' || kind === 'optional-catch-all') {
      const rest = given.slice(index).map(decodeURIComponent)
      if (rest.length > 0) params[value] = rest
      return rest.length > 0 || kind === 'optional-catch-all' ? params : undefined
    }
    const text = given[index]
    if (text === undefined) return undefined
    if (kind === 'dynamic') params[value] = decodeURIComponent(text)
    else if (text !== value && decodeURIComponent(text) !== value) return undefined
  }
  return given.length === pattern.segments.length ? params : undefined
}

const rank: Readonly<Record<SegmentKind, number>> = { static: 0, dynamic: 1, 'catch-all': 2, 'optional-catch-all': 3 }

/**
 * Orders patterns so that the first one that matches a path is the one to use (for `Array.prototype.sort`): segment by
 * segment static before dynamic before catch-all before optional catch-all, and a pattern before its continuations (B98).
 */
export function compareSpecificity(a: Pattern, b: Pattern): number {
  const shared = Math.min(a.segments.length, b.segments.length)
  for (let index = 0; index < shared; index++) {
    const left = a.segments[index]!
    const right = b.segments[index]!
    if (left.kind !== right.kind) return rank[left.kind] - rank[right.kind]
    if (left.value !== right.value) return left.value < right.value ? -1 : 1
  }
  return a.segments.length - b.segments.length
}

/**
 * Returns the percent-encoded path of `pattern` with `params`, which are raw (B93): a slash in a value becomes `%2F`.
 *
 * @throws EverfreshError `INVALID_PARAMS` when a parameter is missing, empty, or an array where a string belongs and
 * the other way round.
 */
export function interpolate(pattern: Pattern, params: Readonly<Record<string, unknown>>): string {
  const parts = pattern.segments.flatMap((segment) => textOf(pattern, segment, params))
  return `/${parts.join('/')}`
}

function textOf({ source }: Pattern, segment: Segment, params: Readonly<Record<string, unknown>>): string | string[] {
  const { kind, value: name } = segment
  if (kind === 'static') return encodeURIComponent(name)
  const value = Object.hasOwn(params, name) ? params[name] : undefined
  if (!isCatchAll(segment)) {
    if (isText(value)) return encodeURIComponent(value)
    throw invalidParams(source, `"${name}" must be a string that is not empty`)
  }
  const list = kind === 'optional-catch-all' ? (value ?? []) : value
  if (!Array.isArray(list) || !list.every(isText)) throw invalidParams(source, `"${name}" must be an array of strings`)
  if (list.length === 0 && kind === 'catch-all') throw invalidParams(source, `"${name}" must not be empty`)
  return list.map(encodeURIComponent)
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

const invalidParams = (source: string, reason: string) =>
  new EverfreshError('INVALID_PARAMS', `These parameters do not fit the route "${source}": ${reason}.`)
