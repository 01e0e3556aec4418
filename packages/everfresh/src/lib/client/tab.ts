/** What the browser's tab shows now: the page, where it is, and its entry in the history. */
import type { Browser, Position } from './browser.ts'
import { requestDocument, type NavigationMethod } from './document-navigation.ts'
import { createHistoryEntries } from './history-entries.ts'
import { addressElsewhere, localisedPath, takeLocale } from './locale-address.ts'
import type { PageContent } from './page-content.ts'
import type { HistoryEntry, NavigationOptions, NextRouter, RouterState, Url } from './router-types.ts'
import { createScrollPositions } from './scroll-positions.ts'
import { localPathOf, searchOf, withBasePath, withoutBasePath, type UrlStyle } from './url.ts'

export interface TabParts {
  readonly browser: Browser
  readonly style: UrlStyle
  readonly initial: { readonly state: RouterState; readonly content: PageContent }
  readonly snapshotOf: (state: RouterState) => NextRouter
  /** Renders; resolves when the visitor sees it. */
  readonly show: (content: PageContent, router: NextRouter) => Promise<void>
}

/** A change of what is shown. */
export interface Change {
  readonly state: Partial<RouterState>
  /** Unless it stays the same page. */
  readonly content?: PageContent
  readonly method: NavigationMethod
  readonly options?: NavigationOptions
}

export type Tab = ReturnType<typeof createTab>

export function createTab({ browser, style, initial, snapshotOf, show }: TabParts) {
  const { location, history } = browser
  const entries = createHistoryEntries(browser)
  const positions = createScrollPositions(browser)
  let { state, content } = initial

  const tab = {
    get state(): RouterState {
      return state
    },
    get content(): PageContent {
      return content
    },
    snapshot: (): NextRouter => snapshotOf(state),

    /** Path of the address bar, without base path and locale. */
    currentPath: (): string =>
      takeLocale(withoutBasePath(currentAddress(), style.basePath) ?? currentAddress(), state).path,
    addressOf: (path: string, locale = state.locale): string =>
      withBasePath(localisedPath(path, locale, state, style), style),
    /** Where a page in a language is that the router cannot go to. */
    addressElsewhere: (path: string, locale: string | undefined): string | undefined =>
      addressElsewhere(path, locale, state, style, location.hostname),
    /** The path that a URL on this page means, which may begin with a locale. Undefined when it leads out of the site. */
    pathOf: (url: Url): string | undefined => localPathOf(url, state.asPath, location.origin, style),
    leaveFor: (address: string, method: NavigationMethod): Promise<never> => requestDocument(location, address, method),

    /** Writes the history entry, then renders. */
    async become(change: Change): Promise<void> {
      const { locale } = state
      state = { ...state, ...change.state }
      content = change.content ?? content
      entries[change.method](entryOf(change.options ?? {}))
      // The document was rendered in one language; whoever reads it aloud goes by what it says.
      if (state.locale !== undefined && state.locale !== locale) browser.setLanguage(state.locale)
      await show(content, tab.snapshot())
    },
    /** Takes note of something that the next render shows. */
    assume(change: Partial<RouterState>): void {
      state = { ...state, ...change }
    },
    /** Renders another page under the same history entry. */
    async showInPlace(other: PageContent): Promise<void> {
      content = other
      state = { ...state, pathname: other.pathname, route: other.pathname }
      await show(content, tab.snapshot())
    },

    /** Takes over the entry that the browser went to, with the position that it was left at. */
    arriveAt(stored: unknown): { entry: HistoryEntry | undefined; isSame: boolean; position: Position | undefined } {
      const keyBefore = entries.key
      positions.save(keyBefore)
      const entry = entries.arrive(stored)
      return { entry, isSame: entries.key === keyBefore, position: positions.of(entries.key) }
    },
    rememberPosition(): void {
      positions.save(entries.key)
      setScrollRestoration('manual')
    },
    /** Only an entry that was left within the site is ours to restore; the browser does the others. */
    restorePosition(): void {
      const position = history.scrollRestoration === 'manual' ? positions.of(entries.key) : undefined
      if (position !== undefined) browser.scroll.to(position)
    },
  }

  browser.onPageHide(() => {
    positions.save(entries.key)
    // The browser itself restores the position when this document is loaded again.
    setScrollRestoration('auto')
  })
  // As the visitor wrote it, be it in another case or with a locale that it could do without.
  entries.replace({ ...entryOf({}), as: currentAddress() })
  return tab

  function currentAddress(): string {
    return location.pathname + location.search + location.hash
  }

  function entryOf(options: NavigationOptions): HistoryEntry {
    return { url: state.pathname + searchOf(state.query), as: tab.addressOf(state.asPath), options }
  }

  function setScrollRestoration(mode: ScrollRestoration): void {
    if ('scrollRestoration' in history) history.scrollRestoration = mode
  }
}
