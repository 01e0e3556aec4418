/** Reads the source and destination of a rule in Next.js's syntax, that of path-to-regexp 6, into data. */
import { type Key, parse, pathToRegexp, type Token } from 'path-to-regexp'
import type { CompiledDestination } from './rule-destination.ts'
import type { CompiledSource } from './rule-source.ts'

/** @throws TypeError that says what is wrong with the pattern. */
export function compileSource(source: string): CompiledSource {
  const keys: Key[] = []
  const bare = source.length > 1 && source.endsWith('/') ? source.slice(0, -1) : source
  return { regexp: pathToRegexp(asciiOf(bare), keys, { delimiter: '/' }).source, keys }
}

/** @throws TypeError that says what is wrong with it. */
export function compileDestination(destination: string): CompiledDestination {
  const [, scheme, authority = '', rest = ''] = /^(?:([a-z][a-z\d+.-]*:(?:\/\/)?)([^/?#]*))?(.*)$/is.exec(destination)!
  const hashAt = rest.indexOf('#')
  const [beforeHash, hash] = hashAt === -1 ? [rest, ''] : [rest.slice(0, hashAt), rest.slice(hashAt)]
  const queryAt = queryMark(beforeHash)
  const path = queryAt === -1 ? beforeHash : beforeHash.slice(0, queryAt)
  const search = queryAt === -1 ? '' : beforeHash.slice(queryAt + 1)
  const [, host = '', port = ''] = /^(.*?)(:\d+)?$/s.exec(authority)!
  return {
    ...(scheme === undefined ? {} : { origin: { scheme, host: lenient(parse(host, { prefixes: '' })), port } }),
    path: lenient(parse(asciiOf(path), { delimiter: '/' })),
    search,
    hash,
  }
}

/** Where the query begins. The mark after a parameter or a group says that it is optional, unless a name follows. */
function queryMark(text: string): number {
  for (const { index } of text.matchAll(/\?/g)) {
    const isOptional = /(?::\w+|\))$/.test(text.slice(0, index)) && /^(?:\/|$)/.test(text.slice(index + 1))
    if (!isOptional) return index
  }
  return -1
}

/** A parameter that matched nothing leaves out its part of the path; one that matched much is put in whole. */
const lenient = (tokens: readonly Token[]): Token[] =>
  tokens.map((token) => (typeof token === 'string' ? token : { ...token, modifier: '*' }))

/** Paths arrive percent-encoded, so patterns are too. */
const asciiOf = (text: string): string => text.replace(/[^\x21-\x7e]+/g, encodeURIComponent)
