/** What happens from a click to the new page. */
import type { Browser, Position } from './browser.ts'
import type { DataClient } from './data-client.ts'
import { destinationOf, type Destination } from './destination.ts'
import { locatedStep } from './locale-address.ts'
import type { NavigationMethod } from './document-navigation.ts'
import type { ContentLoader, Loaded, PageContent } from './page-content.ts'
import type { RouteTable } from './route-table.ts'
import type { RouterEvents } from './router-events.ts'
import type { NavigationOptions, RouterState } from './router-types.ts'
import type { Tab } from './tab.ts'
import type { Turn, Turns } from './turns.ts'
import { isHashChange, splitUrl } from './url.ts'

/** One navigation, as asked for. */
export interface Step {
  readonly method: NavigationMethod
  /** Without base path; may be a route pattern with its parameters in the query. */
  readonly href: string
  readonly as: string | undefined
  readonly options: NavigationOptions
  /** Set when the browser has gone there already: where the page was scrolled to, if that is known. */
  readonly arrived?: { readonly position: Position | undefined }
  /** How many redirects led here. */
  readonly redirects?: number
}

export interface NavigationParts {
  readonly tab: Tab
  readonly turns: Turns
  readonly events: RouterEvents
  readonly routes: RouteTable
  readonly content: ContentLoader
  readonly data: DataClient
  readonly scroll: Browser['scroll']
}

export interface Navigation {
  /** Resolves to false when another navigation took over; never when a document is requested instead. */
  navigate(step: Step): Promise<boolean>
  follow(redirect: Extract<Loaded, { kind: 'redirect' }>, step: Step): Promise<boolean>
  /** The page or what to do in its place; what its code throws becomes the error page. */
  load(destination: Destination, options: NavigationOptions, attempts?: number): Promise<LoadedOrFailed>
  /** Whether the page before the current one was the same, with the same props. */
  readonly wasShallow: boolean
}

export interface LoadedOrFailed {
  readonly loaded: Loaded
  readonly error: Error | undefined
}

/** As many as browsers follow. */
const mostRedirects = 20

export function createNavigation({ tab, turns, events, routes, content, data, scroll }: NavigationParts): Navigation {
  let wasShallow = true
  return {
    navigate,
    follow,
    load,
    get wasShallow() {
      return wasShallow
    },
  }

  async function navigate(step: Step): Promise<boolean> {
    turns.interrupt()
    const to = locatedStep({ href: step.href, as: step.as, locale: step.options.locale }, tab.state)
    const found = destinationOf(to.href, to.as, routes, to.locale)
    const as = found?.as ?? to.as ?? to.href
    if (to.locale === tab.state.locale && isHashChange(tab.state.asPath, as)) return moveWithinPage(step, as)
    // Where the browser has arrived already, it stays.
    const elsewhere = step.arrived === undefined ? tab.addressElsewhere(as, to.locale) : undefined
    if (elsewhere !== undefined) return tab.leaveFor(elsewhere, step.method)
    if (found === undefined) return tab.leaveFor(tab.addressOf(as, to.locale), step.method)
    const destination: Destination = { ...found, locale: to.locale }

    const shallow = Boolean(step.options.shallow) && destination.route.pattern === tab.state.route
    const turn = turns.take({ address: tab.addressOf(as, to.locale), shallow })
    begin(turn)
    const { loaded, error } = shallow ? same(tab.content) : await load(destination, step.options)
    if (turn.isOver) return false
    if (loaded.kind === 'redirect') return follow(loaded, step)
    if (loaded.kind === 'page') return enter(turn, step, loaded.destination ?? destination, loaded.content, error)
    const failure = new Error(`The page "${as}" could not be loaded, so the browser opens it as a document.`)
    events.emit('routeChangeError', failure, turn.address, { shallow })
    return tab.leaveFor(turn.address, step.method)
  }

  /** A handler that throws keeps the visitor where he is: then nothing has begun that could be cancelled later. */
  function begin(turn: Turn): void {
    try {
      events.emit('routeChangeStart', turn.address, { shallow: turn.shallow })
    } catch (error) {
      if (!turn.isOver) turns.release()
      throw error
    }
  }

  async function enter(
    turn: Turn,
    step: Step,
    destination: Destination,
    page: PageContent,
    error: Error | undefined,
  ): Promise<boolean> {
    const { address, shallow } = turn
    events.emit('beforeHistoryChange', address, { shallow })
    if (step.arrived === undefined) tab.rememberPosition()
    wasShallow = shallow
    const { method, options } = step
    await tab.become({ state: stateAt(destination, page.pathname), content: page, method, options })
    if (turn.isOver) return false
    scrollAfter(step, destination.as, options.scroll ?? !shallow)
    turns.release()
    if (error !== undefined) {
      events.emit('routeChangeError', error, address, { shallow })
      throw error
    }
    events.emit('routeChangeComplete', address, { shallow })
    if (!shallow && page.pathname === destination.route.pattern) data.touch(destination)
    return true
  }

  async function moveWithinPage(step: Step, as: string): Promise<boolean> {
    const { method, options, arrived } = step
    const shallow = Boolean(options.shallow)
    events.emit('hashChangeStart', tab.addressOf(as), { shallow })
    if (arrived === undefined) tab.rememberPosition()
    await tab.become({ state: { asPath: as }, method, options })
    scrollAfter(step, as, options.scroll ?? true)
    events.emit('hashChangeComplete', tab.addressOf(as), { shallow })
    return true
  }

  function scrollAfter({ arrived }: Step, as: string, isWanted: boolean): void {
    if (arrived?.position !== undefined) scroll.to(arrived.position)
    else if (isWanted) scroll.toHash(splitUrl(as).hash.slice(1))
  }

  function follow(
    { destination, isBelowBasePath }: Extract<Loaded, { kind: 'redirect' }>,
    step: Step,
  ): Promise<boolean> {
    turns.release()
    const redirects = (step.redirects ?? 0) + 1
    const href = isBelowBasePath && destination.startsWith('/') ? tab.pathOf(destination) : undefined
    if (href === undefined) return tab.leaveFor(destination, step.method)
    if (redirects > mostRedirects) return tab.leaveFor(tab.addressOf(href), step.method)
    return navigate({ ...step, href, as: undefined, redirects })
  }

  async function load(
    destination: Destination,
    { unstable_skipClientCache: fresh = false }: NavigationOptions,
    attempts = 1,
  ): Promise<LoadedOrFailed> {
    try {
      return { loaded: await content.load(destination, { fresh, attempts }), error: undefined }
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown))
      return { loaded: { kind: 'page', content: await content.errorPage(error, destination) }, error }
    }
  }
}

const same = (content: PageContent): LoadedOrFailed => ({ loaded: { kind: 'page', content }, error: undefined })

/** The router's state at a destination, which shows `pathname`: its route, or an error page. */
export const stateAt = ({ query, as, locale }: Destination, pathname: string): Partial<RouterState> => ({
  route: pathname,
  pathname,
  query,
  asPath: as,
  ...(locale === undefined ? {} : { locale }),
  isFallback: false,
  isReady: true,
})
