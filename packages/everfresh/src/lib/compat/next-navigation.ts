/**
 * `next/navigation`, as far as it works under `pages/`: the hooks tell what the router knows. What interrupts a render in the
 * App Router says what to do in its place.
 */
import { useContext, useMemo } from 'react'
import { RouterContext } from '../client/contexts.ts'
import type { NextRouter } from '../client/router-types.ts'
import { splitUrl } from '../client/url.ts'
import { parsePattern } from '../routes/pattern.ts'
import type { AppRouterInstance } from './navigation-types.ts'
import { AppRouterContext, PathnameContext, PathParamsContext, SearchParamsContext } from './next-contexts.ts'

export type { AppRouterInstance, NavigateOptions } from './navigation-types.ts'

/** The query string's parameters, which only a navigation changes. */
export class ReadonlyURLSearchParams extends URLSearchParams {
  /** @throws Error always. */
  override append(): never {
    throw readOnly()
  }
  /** @throws Error always. */
  override delete(): never {
    throw readOnly()
  }
  /** @throws Error always. */
  override set(): never {
    throw readOnly()
  }
  /** @throws Error always. */
  override sort(): never {
    throw readOnly()
  }
}

const readOnly = () =>
  new Error('These search parameters cannot be changed. Copy them: new URLSearchParams(searchParams.toString()).')

/** Returns the router's methods; the object stays the same for as long as the application lives. @throws Error outside of it. */
export function useRouter(): AppRouterInstance {
  const provided = useContext(AppRouterContext)
  const router = useContext(RouterContext)
  // Its methods do not depend on where the visitor is.
  const push = router?.push
  // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  const adapted = useMemo(() => (router === null ? null : adapt(router)), [push])
  if (provided !== null) return provided
  if (adapted !== null) return adapted
  throw new Error('useRouter() of next/navigation works in components below pages/_app; there is no router here.')
}

function adapt(router: NextRouter): AppRouterInstance {
  return {
    back: () => router.back(),
    forward: () => router.forward(),
    refresh() {
      const { pathname, search, hash } = window.location
      const below = router.basePath === '' ? pathname : pathname.slice(router.basePath.length) || '/'
      void router.replace(below + search + hash, undefined, { scroll: false, unstable_skipClientCache: true })
    },
    push: (href, { scroll } = {}) => void router.push(href, undefined, { scroll }),
    replace: (href, { scroll } = {}) => void router.replace(href, undefined, { scroll }),
    prefetch: (href) => void router.prefetch(href).catch(() => undefined),
  }
}

/** Returns the path below the base path; null while a page does not know its path yet (B11). */
export function usePathname(): string | null {
  const provided = useContext(PathnameContext)
  const router = useContext(RouterContext)
  if (provided !== null) return provided
  if (router === null || !knowsItsPath(router)) return null
  return pathOf(router.asPath)
}

const pathOf = (asPath: string) => splitUrl(asPath).pathname

/** A shell, and a dynamic route without data functions, is one document for many paths: it has the pattern for its path. */
const knowsItsPath = ({ isFallback, pathname, asPath }: NextRouter) =>
  !isFallback && (!pathname.includes('[') || decodeURI(pathOf(asPath)) !== pathname)

/** Returns the query string's parameters: none until the router is ready, since a kept page serves all of them (B11). */
export function useSearchParams(): ReadonlyURLSearchParams {
  const provided = useContext(SearchParamsContext)
  const router = useContext(RouterContext)
  const search = router?.isReady ? splitUrl(router.asPath).search : ''
  return useMemo(() => new ReadonlyURLSearchParams(provided ?? search), [provided, search])
}

/** Returns the path's parameters; null while a page does not know its path yet (B11). */
export function useParams<
  Params extends Record<string, string | string[]> = Record<string, string | string[]>,
>(): Params | null {
  const provided = useContext(PathParamsContext)
  const router = useContext(RouterContext)
  const own = useMemo(() => (router !== null && knowsItsPath(router) ? paramsOf(router) : null), [router])
  return (provided ?? own) as Params | null
}

function paramsOf({ pathname, query }: NextRouter): Record<string, string | string[]> {
  const { segments } = parsePattern(pathname)
  const names = segments.filter(({ kind }) => kind !== 'static').map(({ value }) => value)
  return Object.fromEntries(names.flatMap((name) => (query[name] === undefined ? [] : [[name, query[name]]])))
}

/** Null: under `pages/` there are no layout segments. */
export const useSelectedLayoutSegment = (): null => null

/** Null: under `pages/` there are no layout segments. */
export const useSelectedLayoutSegments = (): null => null

/** Does nothing: under `pages/`, `_document` collects what the server inserts. */
export const useServerInsertedHTML = (_callback: () => unknown): void => undefined

export const RedirectType = { push: 'push', replace: 'replace' } as const

const onlyAppRouter = (name: string, advice: string) => (): never => {
  throw new Error(`${name}() of next/navigation works in the App Router only. ${advice}`)
}

const redirectAdvice =
  'Return { redirect: { destination, permanent } } from getServerSideProps or getStaticProps; in browsers use router.push().'
const notFoundAdvice = 'Return { notFound: true } from getServerSideProps or getStaticProps.'
const statusAdvice = 'Set res.statusCode in getServerSideProps.'

export const redirect = onlyAppRouter('redirect', redirectAdvice)
export const permanentRedirect = onlyAppRouter('permanentRedirect', redirectAdvice)
export const notFound = onlyAppRouter('notFound', notFoundAdvice)
export const forbidden = onlyAppRouter('forbidden', statusAdvice)
export const unauthorized = onlyAppRouter('unauthorized', statusAdvice)

/** Returns at once: nothing here throws in order to redirect. */
export const unstable_rethrow = (_error: unknown): void => undefined
