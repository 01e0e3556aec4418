/** Runs getServerSideProps and checks what it returns. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Params } from '../routes/pattern.ts'
import type { Query } from '../routes/query.ts'
import type { Redirect } from './redirect.ts'
import type { DataMode } from './returned.ts'
import { checkReturned, detourOf } from './returned.ts'
import { checkProps } from './serialisable.ts'
import { errorFrom } from './thrown.ts'

/** What getServerSideProps is called with. */
export interface ServerPropsContext {
  readonly req: IncomingMessage & { readonly cookies: Partial<Record<string, string>> }
  readonly res: ServerResponse
  /** Of dynamic pages only. */
  readonly params?: Params
  /** Parameters of the path and of the query string. */
  readonly query: Query
  /** Path and query as requested, without base path, and without the data URL's prefix. */
  readonly resolvedUrl: string
  readonly preview?: boolean
  readonly previewData?: unknown
  readonly draftMode?: boolean
  readonly locale?: string
  readonly locales?: readonly string[]
  readonly defaultLocale?: string
}

export interface ServerPropsModule {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a site types its own context more narrowly
  readonly getServerSideProps: (context: any) => unknown
}

export type ServerPropsResult =
  | { readonly kind: 'page'; readonly pageProps: Readonly<Record<string, unknown>> }
  | { readonly kind: 'not-found' }
  | ({ readonly kind: 'redirect' } & Redirect)
  /** It answered the visitor itself. */
  | { readonly kind: 'sent' }

const method = 'getServerSideProps'
const allowedKeys = ['props', 'redirect', 'notFound']

/**
 * Runs getServerSideProps for one request. Its `props` may be a promise.
 *
 * @throws what getServerSideProps throws, as an `Error`.
 * @throws EverfreshError `INVALID_DATA` when it returns what may not be (as B79, B80, B155, B156, B162).
 */
export async function runServerProps(
  module: ServerPropsModule,
  context: ServerPropsContext,
  { page, url, mode }: { readonly page: string; readonly url: string; readonly mode: DataMode },
): Promise<ServerPropsResult> {
  const value = await call(() => module.getServerSideProps(context))
  if (context.res.writableEnded || context.res.headersSent) return { kind: 'sent' }
  const returned = checkReturned(value, method, allowedKeys)
  const detour = detourOf(returned, { method, page }, url, mode)
  if (detour) return detour
  const pageProps = await call(() => returned['props'])
  checkProps(pageProps, { method, page }, mode === 'runtime' ? 'lossy' : 'strict')
  return { kind: 'page', pageProps }
}

async function call(run: () => unknown): Promise<unknown> {
  try {
    return await run()
  } catch (thrown) {
    throw errorFrom(thrown, method)
  }
}
