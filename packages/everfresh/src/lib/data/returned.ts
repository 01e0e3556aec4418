/** The shape that getStaticProps and getServerSideProps share: props, or not found, or a redirect. */
import { EverfreshError } from '../errors.ts'
import type { Redirect } from './redirect.ts'
import { readRedirect } from './redirect.ts'
import type { PropsSource } from './serialisable.ts'

/** Where a data function runs: while building, for a visitor, or in development. */
export type DataMode = 'build' | 'runtime' | 'dev'

export type Returned = Readonly<Record<string, unknown>>

/**
 * Checks that a data function returned an object with the keys it may have.
 *
 * @throws EverfreshError `INVALID_DATA` (B109, B155, B156).
 */
export function checkReturned(value: unknown, method: PropsSource['method'], allowed: readonly string[]): Returned {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidData(`Your \`${method}\` function did not return an object. Did you forget to add a \`return\`?`)
  }
  const extra = Object.keys(value).filter((key) => !allowed.includes(key))
  if (extra.includes('unstable_revalidate')) {
    throw invalidData(
      'The `unstable_revalidate` property is available for general use.\nPlease use `revalidate` instead.',
    )
  }
  if (extra.length > 0) throw additionalKeys(method, extra)
  return value as Returned
}

const additionalKeys = (method: string, keys: readonly string[]) =>
  invalidData(
    `Additional keys were returned from \`${method}\`. Properties intended for your component must be nested under the ` +
      `\`props\` key, e.g.:\n\n\treturn { props: { title: 'My Title', content: '...' } }\n\n` +
      `Keys that need to be moved: ${keys.join(', ')}.\n` +
      `Read more: https://nextjs.org/docs/messages/invalid-getstaticprops-value`,
  )

export type Detour = { readonly kind: 'not-found' } | ({ readonly kind: 'redirect' } & Redirect)

/**
 * Returns where the visitor goes instead of to the page, if anywhere. Of both, outside of development, `notFound` counts (B80).
 *
 * @throws EverfreshError `INVALID_DATA` when both are given in development, or the redirect is no valid one (B79).
 */
export function detourOf(
  returned: Returned,
  { method, page }: PropsSource,
  url: string,
  mode: DataMode,
): Detour | undefined {
  const { notFound, redirect } = returned
  if (notFound && redirect && mode === 'dev') {
    throw invalidData(
      `\`redirect\` and \`notFound\` can not both be returned from ${method} at the same time. Page: ${page}`,
    )
  }
  if (notFound) return { kind: 'not-found' }
  return redirect ? { kind: 'redirect', ...readRedirect(redirect, method, url) } : undefined
}

export const invalidData = (message: string) => new EverfreshError('INVALID_DATA', message)
