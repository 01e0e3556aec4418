/** The parts of a browser that the router uses, so that it can be tested without one. */

export interface Browser {
  readonly location: Pick<
    Location,
    'origin' | 'hostname' | 'pathname' | 'search' | 'hash' | 'assign' | 'replace' | 'reload'
  >
  readonly history: Pick<History, 'state' | 'pushState' | 'replaceState' | 'back' | 'forward'> & {
    scrollRestoration?: ScrollRestoration
  }
  readonly scroll: Scroll
  /** Undefined where the visitor forbids storage. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | undefined
  /** Whether the visitor, or a script, reloaded this document. */
  wasReloaded(): boolean
  /** Says which language the document is in. */
  setLanguage(locale: string): void
  /** Replaces the document's content. */
  showErrorPage(html: string): void
  onPopState(listener: (state: unknown) => void): void
  /** The page may be gone after this. */
  onPageHide(listener: () => void): void
}

export interface Position {
  readonly x: number
  readonly y: number
}

export interface Scroll {
  position(): Position
  to(position: Position): void
  /** `hash` without its `#`, percent-encoded; empty or `top` is the top of the page. */
  toHash(hash: string): void
}

/** The real one. */
export function browserOf(window: Window): Browser {
  return {
    location: window.location,
    history: window.history,
    scroll: scrollOf(window),
    storage: storageOf(window),
    wasReloaded: () => navigationType(window) === 'reload',
    setLanguage: (locale) => void (window.document.documentElement.lang = locale),
    showErrorPage(html) {
      window.document.open()
      window.document.write(html)
      window.document.close()
    },
    onPopState: (listener) => window.addEventListener('popstate', (event) => listener(event.state)),
    onPageHide: (listener) => window.addEventListener('pagehide', listener),
  }
}

function navigationType({ performance }: Window): string | undefined {
  const [navigation] = performance.getEntriesByType('navigation') as readonly Partial<PerformanceNavigationTiming>[]
  return navigation?.type
}

function storageOf(window: Window): Storage | undefined {
  try {
    return window.sessionStorage
  } catch {
    return undefined
  }
}

function scrollOf(window: Window): Scroll {
  // A site's `scroll-behavior: smooth` is meant for hashes; a new page begins where it begins.
  const to = ({ x, y }: Position) => window.scrollTo({ left: x, top: y, behavior: 'instant' })
  return {
    position: () => ({ x: window.scrollX, y: window.scrollY }),
    to,
    toHash(hash) {
      if (hash === '' || hash === 'top') return to({ x: 0, y: 0 })
      const name = decoded(hash)
      const target = window.document.getElementById(name) ?? window.document.getElementsByName(name)[0]
      target?.scrollIntoView()
    },
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
