/** Brings what a document could not know up to date once it is hydrated: query, hash, and the data of a fallback shell. */
import { destinationOf, type Destination } from './destination.ts'
import { placeOnHost } from './locale-address.ts'
import { stateAt, type Navigation } from './navigation.ts'
import type { ContentLoader, PageContent } from './page-content.ts'
import type { RouteTable } from './route-table.ts'
import type { Tab } from './tab.ts'
import type { Turns } from './turns.ts'
import { searchOf, splitUrl } from './url.ts'

export interface SettleParts {
  readonly tab: Tab
  readonly turns: Turns
  readonly routes: RouteTable
  readonly hostname: string
  readonly navigation: Navigation
  readonly content: ContentLoader
  /** Whether this document was asked for again. */
  readonly wasReloaded: () => boolean
  /** Replaces the document with the server's explanation of an error, in `dev`. */
  readonly showErrorPage: (html: string) => void
}

/** How often the data of a shell are asked for while the server fails (B173). */
const attemptsForShell = 3

/** Without an event: nobody has navigated (B11, B62, B174). */
export async function settle(parts: SettleParts): Promise<void> {
  const { tab, routes } = parts
  tab.restorePosition()
  const as = tab.currentPath()
  const before = tab.state
  tab.assume(placeOnHost(parts.hostname, before))
  const { state } = tab
  const { locale, isLocaleDomain, defaultLocale } = state
  const isHere = before.isLocaleDomain === isLocaleDomain && before.defaultLocale === defaultLocale
  const found = routes.named(state.pathname) && destinationOf(as, undefined, routes, locale)
  const destination = found && { ...found, locale }
  const shell = state.isFallback ? shellAt(as, destination, parts) : undefined
  if (shell !== undefined) return fillShell({ ...shell, locale }, parts)
  const query = destination?.route.pattern === state.pathname ? destination.query : state.query
  const isCurrent = isHere && state.isReady && state.asPath === as && searchOf(query) === searchOf(state.query)
  if (!isCurrent) await tab.become({ state: { asPath: as, query, isReady: true }, method: 'replace' })
}

/** The shell may be that of another page than the address names: middleware has it there, and tells its path with its data. */
function shellAt(as: string, found: Destination | undefined, { tab, routes }: SettleParts): Destination | undefined {
  const shown = routes.named(tab.state.pathname)?.route
  if (shown === undefined || found?.route.pattern === shown.pattern) return found
  const { pathname, search } = splitUrl(as)
  return { route: shown, query: {}, as, pathname, search }
}

async function fillShell(destination: Destination, parts: SettleParts): Promise<void> {
  const { tab, turns, navigation } = parts
  if (turns.isTaken) return
  const turn = turns.take({ address: tab.addressOf(destination.as), shallow: false, isSilent: true })
  const { loaded } = await navigation.load(destination, {}, attemptsForShell)
  if (turn.isOver) return
  if (loaded.kind === 'redirect') {
    await navigation.follow(loaded, { method: 'replace', href: destination.as, as: undefined, options: {} })
    return
  }
  // A deployment was activated between the shell and its data. Once, since a second shell would end here as well.
  const isOutdated = loaded.kind === 'document' && loaded.status === 404
  if (isOutdated && !parts.wasReloaded()) return tab.leaveFor(turn.address, 'replace')
  if (loaded.kind === 'document' && loaded.errorPage !== undefined) return parts.showErrorPage(loaded.errorPage)
  const page = loaded.kind === 'page' ? loaded.content : await failedShell(destination, parts)
  if (turn.isOver) return
  const shown = (loaded.kind === 'page' && loaded.destination) || destination
  await tab.become({ state: stateAt(shown, page.pathname), content: page, method: 'replace' })
  if (!turn.isOver) turns.release()
}

/** Not another document: it would be the same shell (B174). */
function failedShell(destination: Destination, { content }: SettleParts): Promise<PageContent> {
  const error = Object.assign(new Error(`The data of "${destination.as}" could not be loaded.`), { statusCode: 500 })
  console.error(error)
  return content.errorPage(error, destination)
}
