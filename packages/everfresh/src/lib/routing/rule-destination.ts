/** Fills the destination of a rule: a path of the site, or a URL elsewhere. Runs in browsers too. */
import { type Token, tokensToFunction } from 'path-to-regexp'
import { fillText, namesInText, type RuleParams } from './rule-params.ts'

/** A destination as data. */
export interface CompiledDestination {
  /** Scheme, host and port of a URL elsewhere. */
  readonly origin?: { readonly scheme: string; readonly host: readonly Token[]; readonly port: string }
  readonly path: readonly Token[]
  /** The query as written, without its `?`. */
  readonly search: string
  /** With its `#`, or the empty string. */
  readonly hash: string
}

export interface FilledDestination {
  /** e.g. `https://example.com:8080`; undefined for a path of the site. */
  readonly origin: string | undefined
  /** Percent-encoded. A path of the site never begins with two slashes, whatever a visitor put into it. */
  readonly pathname: string
  /** The query that the destination asks for. */
  readonly query: readonly (readonly [string, string])[]
  readonly hash: string
}

export type FillDestination = (params: RuleParams) => FilledDestination | undefined

/** The filler returns undefined where the parameters make no host: what a visitor sends must not choose another one. */
export function destinationFiller({ origin, path, search, hash }: CompiledDestination): FillDestination {
  const fillPath = tokensToFunction([...path], { validate: false })
  const fillHost = origin && tokensToFunction([...origin.host], { validate: false })
  const literal = [...new URLSearchParams(search)]
  return (params) => {
    const encoded = Object.fromEntries(Object.entries(params).map(([name, param]) => [name, param.encoded]))
    const host = fillHost?.(Object.fromEntries(Object.entries(params).map(([name, { text }]) => [name, text])))
    if (host !== undefined && origin!.scheme.endsWith('//') && !isHost(host)) return undefined
    const filled = fillPath(encoded)
    return {
      origin: origin && `${origin.scheme}${host}${origin.port}`,
      pathname: origin === undefined ? filled.replace(/[/\\]+/g, '/') : filled,
      query: literal.map(([name, value]) => [fillText(name, params, 'text'), fillText(value, params, 'text')]),
      hash: hash && encodeURI(fillText(hash, params, 'text')).replace(/%25(?=[0-9a-f]{2})/gi, '%'),
    }
  }
}

const isHost = (host: string): boolean => /^(?:[a-z\d_-]+\.)*[a-z\d_-]+$|^\[[\da-f:.]+\]$/i.test(host)

/** Names of parameters that a destination has anywhere but in its query: where there is one, the query need not tell them. */
export const namesPlaced = ({ origin, path, hash }: CompiledDestination): ReadonlySet<string> => {
  const tokens = [...(origin?.host ?? []), ...path]
  const names = tokens.flatMap((token) => (typeof token === 'string' ? [] : [String(token.name)]))
  return new Set([...names, ...namesInText(hash)])
}

/**
 * The query of a destination: what the request has, with what the destination says in its place. `added` are parameters that
 * are told where the destination says nothing of them.
 */
export function mergedSearch(
  search: string,
  query: FilledDestination['query'],
  added: readonly (readonly [string, string])[] = [],
): string {
  if (query.length === 0 && added.length === 0) return search
  const merged = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(search)) merged.set(name, [...(merged.get(name) ?? []), value])
  const said = new Set(query.map(([name]) => name))
  const told = [...query, ...added.filter(([name]) => !said.has(name))]
  // A name keeps its place and loses its values.
  for (const [name] of told) merged.set(name, [])
  for (const [name, value] of told) merged.get(name)!.push(value)
  const pairs = [...merged].flatMap(([name, values]) => values.map((value) => [name, value]))
  const text = new URLSearchParams(pairs).toString().replaceAll('+', '%20')
  return text && `?${text}`
}
