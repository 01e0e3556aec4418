/** Redirects that data functions return. */
import { EverfreshError } from '../errors.ts'
import type { PropsSource } from './serialisable.ts'

export type RedirectStatus = 301 | 302 | 303 | 307 | 308

export interface Redirect {
  /** As the page gave it. */
  readonly destination: string
  readonly status: RedirectStatus
  /** False: the destination already is what it should be, base path and all. */
  readonly basePath?: false
}

const statuses: readonly number[] = [301, 302, 303, 307, 308] satisfies RedirectStatus[]

/**
 * Reads a returned `redirect` (B76).
 *
 * @throws EverfreshError `INVALID_DATA` with every reason at once (B79). Control characters in the destination are one of
 * them: they would end the header.
 */
export function readRedirect(value: unknown, method: PropsSource['method'], url: string): Redirect {
  const given = Object(value) as Readonly<Record<string, unknown>>
  const { destination, permanent, statusCode, basePath } = given
  const problems = problemsOf(given)
  if (problems.length > 0) {
    throw new EverfreshError(
      'INVALID_DATA',
      `Invalid redirect object returned from ${method} for ${url}\n${problems.join(' and ')}`,
    )
  }
  const status = (statusCode ?? (permanent ? 308 : 307)) as RedirectStatus
  return { destination: destination as string, status, ...(basePath === false ? { basePath } : {}) }
}

function problemsOf({ destination, permanent, statusCode, basePath }: Readonly<Record<string, unknown>>): string[] {
  const problems: string[] = []
  if (permanent !== undefined && statusCode !== undefined) {
    problems.push('`permanent` and `statusCode` can not both be provided')
  } else if (permanent !== undefined && typeof permanent !== 'boolean') {
    problems.push('`permanent` must be `true` or `false`')
  } else if (statusCode !== undefined && !statuses.includes(statusCode as number)) {
    problems.push(`\`statusCode\` must undefined or one of ${statuses.join(', ')}`)
  }
  if (typeof destination !== 'string')
    problems.push(`\`destination\` should be string but received ${typeof destination}`)
  else if (hasControlCharacter(destination)) problems.push('`destination` should not hold control characters')
  if (basePath !== undefined && basePath !== false) {
    problems.push(`\`basePath\` should be undefined or a false, received ${typeof basePath}`)
  }
  return problems
}

/** Also half a surrogate pair, which has no encoding. */
const hasControlCharacter = (text: string): boolean => /[\p{Cc}\p{Cs}]/u.test(text)

/** The props that tell the client runtime to go elsewhere (B51). */
export function redirectProps({ destination, status, basePath }: Redirect): Record<string, unknown> {
  return {
    __N_REDIRECT: destination,
    __N_REDIRECT_STATUS: status,
    ...(basePath === false ? { __N_REDIRECT_BASE_PATH: false } : {}),
  }
}

/**
 * Returns the value of the `Location` header: a path gets the base path unless the page said not to, and its repeated
 * slashes collapse, so that `//elsewhere.example` stays on this site (B76). Only ASCII is left.
 */
export function locationOf({ destination, basePath: mode }: Redirect, basePath: string): string {
  if (!destination.startsWith('/')) return asciiOf(destination)
  const [path = '', ...query] = destination.split('?')
  const prefixed = mode === false ? path : basePath + (path === '/' && basePath !== '' ? '' : path)
  const collapsed = prefixed.replace(/\\/g, '/').replace(/\/{2,}/g, '/')
  return asciiOf([collapsed, ...query].join('?'))
}

/** Percent-encodes what a header cannot hold; what is already encoded stays as it is. */
export const asciiOf = (text: string): string => text.replace(/[^\x21-\x7e]+/g, encodeURIComponent)
