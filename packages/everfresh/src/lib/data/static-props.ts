/** Runs getStaticProps and checks what it returns. */
import type { Params } from '../routes/pattern.ts'
import type { Redirect } from './redirect.ts'
import type { DataMode } from './returned.ts'
import { checkReturned, detourOf, invalidData } from './returned.ts'
import { readRevalidate, readTags } from './revalidate.ts'
import { checkProps } from './serialisable.ts'
import { errorFrom } from './thrown.ts'

/** What getStaticProps is called with. Nothing of a visitor's request is in it. */
export interface StaticPropsContext {
  /** Of dynamic pages only (B167). */
  readonly params?: Params
  readonly revalidateReason?: 'build' | 'stale' | 'on-demand'
  readonly preview?: boolean
  readonly previewData?: unknown
  readonly draftMode?: boolean
  readonly locale?: string
  readonly locales?: readonly string[]
  readonly defaultLocale?: string
}

export interface StaticPropsModule {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a site types its own context more narrowly
  readonly getStaticProps: (context: any) => unknown
}

/** How long what was returned is fresh, and what invalidates it. */
export interface Freshness {
  /** Seconds; false for never. */
  readonly revalidate: number | false
  /** Labels to invalidate it by. */
  readonly tags: readonly string[]
}

export type StaticPropsResult = Freshness &
  (
    | { readonly kind: 'page'; readonly pageProps: Readonly<Record<string, unknown>> }
    | { readonly kind: 'not-found' }
    | ({ readonly kind: 'redirect' } & Redirect)
  )

export interface StaticPropsOptions {
  /** The route's pattern. */
  readonly page: string
  /** The path being made, percent-encoded, for messages. */
  readonly url: string
  readonly mode: DataMode
  /** Gets messages that are no errors; `console.warn` when left out. */
  readonly warn?: (message: string) => void
}

const method = 'getStaticProps'
const allowedKeys = ['props', 'revalidate', 'redirect', 'notFound', 'tags']

/**
 * Runs getStaticProps for one path.
 *
 * Beside what Next.js allows, it may return `tags`: up to 128 strings of at most 256 characters.
 *
 * @throws what getStaticProps throws, as an `Error` (B87).
 * @throws EverfreshError `INVALID_DATA` when it returns what may not be (B75, B77, B79, B80, B109, B155–B162).
 */
export async function runStaticProps(
  module: StaticPropsModule,
  context: StaticPropsContext,
  { page, url, mode, warn = console.warn }: StaticPropsOptions,
): Promise<StaticPropsResult> {
  const returned = checkReturned(await call(module, context), method, allowedKeys)
  const detour = detourOf(returned, { method, page }, url, mode)
  if (detour?.kind === 'not-found' && page === '/404') {
    throw invalidData(`The /404 page can not return notFound in "getStaticProps", please remove it to continue!`)
  }
  if (detour?.kind === 'redirect' && mode === 'build') {
    throw invalidData(`\`redirect\` can not be returned from getStaticProps during prerendering (${url})`)
  }
  const { props } = returned
  if (!detour) checkProps(props, { method, page }, mode === 'runtime' ? 'lossy' : 'strict')
  const freshness = {
    revalidate: readRevalidate(returned['revalidate'], url, warn),
    tags: readTags(returned['tags'], page),
  }
  return detour
    ? { ...detour, ...freshness }
    : { kind: 'page', pageProps: props as Record<string, unknown>, ...freshness }
}

async function call(module: StaticPropsModule, context: StaticPropsContext): Promise<unknown> {
  try {
    return await module.getStaticProps(context)
  } catch (thrown) {
    throw errorFrom(thrown, method)
  }
}
