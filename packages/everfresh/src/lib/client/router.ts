/** The browser's router: the object that site code holds, and the browser's back and forward buttons. */
import type { Browser } from './browser.ts'
import type { TabRouter } from './current-router.ts'
import type { DataClient } from './data-client.ts'
import { destinationOf } from './destination.ts'
import { locatedStep } from './locale-address.ts'
import { createNavigation } from './navigation.ts'
import type { ContentLoader } from './page-content.ts'
import type { IsBehindMiddleware } from './middleware-paths.ts'
import type { PageLoader } from './page-loader.ts'
import type { RouteTable } from './route-table.ts'
import type { RouterEvents } from './router-events.ts'
import { liveRouter, routerSnapshot } from './router-object.ts'
import type {
  BeforePopState,
  NavigationOptions,
  NextRouter,
  PrefetchOptions,
  RouterMethods,
  Url,
} from './router-types.ts'
import { settle } from './settle.ts'
import { createTab, type TabParts } from './tab.ts'
import { createTurns } from './turns.ts'
import { formatUrl, splitUrl, withoutBasePath } from './url.ts'

export interface RouterParts extends Omit<TabParts, 'snapshotOf'> {
  readonly browser: Browser
  readonly events: RouterEvents
  readonly routes: RouteTable
  readonly pages: PageLoader
  readonly data: DataClient
  readonly content: ContentLoader
  readonly isBehindMiddleware?: IsBehindMiddleware
  /** False in `dev` (B170). */
  readonly canPrefetch: boolean
}

export interface ClientRouter {
  /** Its fields always are the current ones. */
  readonly live: TabRouter
  snapshot(): NextRouter
  /** To be called once the document is hydrated; see settle.ts. */
  settle(): Promise<void>
  /** Shows the error page in place of a page that failed to render. */
  fail(error: Error): Promise<void>
}

export function createClientRouter(parts: RouterParts): ClientRouter {
  const { browser, events, routes, content, data } = parts
  const { location, history, scroll } = browser
  let beforePopState: BeforePopState = () => true

  const methods: RouterMethods = {
    events,
    push: (url, as, options) => go('push', url, as, options),
    replace: (url, as, options) => go('replace', url, as, options),
    prefetch,
    reload: () => location.reload(),
    back: () => history.back(),
    forward: () => history.forward(),
    beforePopState: (callback) => void (beforePopState = callback),
  }
  const tab = createTab({ ...parts, snapshotOf: (state) => routerSnapshot(state, methods) })
  const turns = createTurns(events)
  const navigation = createNavigation({ tab, turns, events, routes, content, data, scroll })
  browser.onPopState((stored) => void arrive(stored))

  return {
    live: liveRouter(() => tab.state, { ...methods, sdc: data.kept }),
    snapshot: tab.snapshot,
    settle: () => {
      const { wasReloaded, showErrorPage } = browser
      return settle({
        tab,
        turns,
        routes,
        navigation,
        content,
        wasReloaded,
        showErrorPage,
        hostname: location.hostname,
      })
    },
    async fail(error) {
      const { asPath: as, query, locale } = tab.state
      await tab.showInPlace(await content.errorPage(error, { as, query, locale }))
    },
  }

  async function go(method: 'push' | 'replace', url: Url, as?: Url, options: NavigationOptions = {}): Promise<boolean> {
    const href = tab.pathOf(url)
    if (href === undefined) return tab.leaveFor(formatUrl(as ?? url), method)
    const shownPath = as === undefined ? undefined : tab.pathOf(as)
    if (as !== undefined && shownPath === undefined) return tab.leaveFor(formatUrl(as), method)
    return navigation.navigate({ method, href, as: shownPath, options })
  }

  async function arrive(stored: unknown): Promise<void> {
    const { entry, isSame, position } = tab.arriveAt(stored)
    // A hash that the visitor typed, or followed without the router.
    if (stored === null) return tab.become({ state: { asPath: tab.currentPath() }, method: 'replace' })
    // Some browsers announce the first entry once more when the document has loaded.
    if (entry === undefined || isSame || !beforePopState({ url: entry.url, as: entry.as, options: entry.options }))
      return
    const as = withoutBasePath(entry.as, parts.style.basePath)
    if (as === undefined) return tab.leaveFor(entry.as, 'replace')
    // An address without a locale is in the default one, whatever language the visitor comes back from.
    const locale = tab.state.defaultLocale
    const options = { ...entry.options, locale, shallow: Boolean(entry.options.shallow) && navigation.wasShallow }
    await navigation.navigate({ method: 'replace', href: hrefOf(entry.url, as), as, options, arrived: { position } })
  }

  /** An entry written on an error page names that page, which is no route; the address is. So it is for middleware to say what is there. */
  function hrefOf(url: string, as: string): string {
    const isRouted = routes.named(url.split('?', 1)[0]!) !== undefined
    return isRouted && !parts.isBehindMiddleware?.(splitUrl(as).pathname) ? url : as
  }

  async function prefetch(url: string, as?: string, options: PrefetchOptions = {}): Promise<void> {
    const href = tab.pathOf(url)
    if (!parts.canPrefetch || href === undefined) return
    const shown = as === undefined ? undefined : tab.pathOf(as)
    const to = locatedStep({ href, as: shown, locale: options.locale }, tab.state)
    const found = destinationOf(to.href, to.as, routes, to.locale)
    if (found === undefined || tab.addressElsewhere(found.as, to.locale) !== undefined) return
    const destination = { ...found, locale: to.locale }
    const fresh = options.unstable_skipClientCache ?? options.priority ?? false
    const code = parts.pages.page(destination.route).catch(() => undefined)
    await Promise.all([code, data.prefetch(destination, { fresh })])
  }
}
