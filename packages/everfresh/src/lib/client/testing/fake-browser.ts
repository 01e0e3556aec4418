/** A browser tab for tests of the router: a history that remembers, documents that are only counted. */
import type { Browser, Position } from '../browser.ts'

interface Entry {
  state: unknown
  url: URL
}

export interface FakeBrowser extends Browser {
  /** Addresses of documents that were requested, `reload` for reloads. */
  readonly documents: string[]
  /** Where the page was scrolled to, in order: positions, or hashes. */
  readonly scrolls: (Position | string)[]
  position: Position
  /** How many entries the history has, and which one is current. */
  readonly historyLength: number
  readonly historyIndex: number
  /** Moves through the history as the visitor's buttons do. */
  travel(steps: number): void
  /** What a link that the router knows nothing of does with `#name`. */
  followHash(name: string): void
  readonly address: string
  /** What the document was told that its language is. */
  readonly languages: string[]
}

export interface FakeBrowserOptions {
  readonly reloaded?: boolean
  readonly storage?: Map<string, string>
  /** The state of the first entry, when the document comes back from another one. */
  readonly state?: unknown
}

export function fakeBrowser(url: string, options: FakeBrowserOptions = {}): FakeBrowser {
  const { reloaded = false, storage = new Map<string, string>(), state: firstState = null } = options
  const entries: Entry[] = [{ state: firstState, url: new URL(url) }]
  let index = 0
  let onPopState: (state: unknown) => void = () => undefined
  const current = () => entries[index]!
  const documents: string[] = []
  const scrolls: (Position | string)[] = []
  const languages: string[] = []

  const add = (state: unknown, address: string) => {
    entries.splice(index + 1, Infinity, { state: structuredClone(state), url: new URL(address, current().url) })
    index++
  }

  const browser: FakeBrowser = {
    documents,
    scrolls,
    languages,
    setLanguage: (locale) => void languages.push(locale),
    position: { x: 0, y: 0 },
    get historyLength() {
      return entries.length
    },
    get historyIndex() {
      return index
    },
    get address() {
      return current().url.href.slice(current().url.origin.length)
    },
    travel(steps) {
      index += steps
      onPopState(current().state)
    },
    followHash(name) {
      add(null, `#${name}`)
      onPopState(null)
    },
    location: {
      get origin() {
        return current().url.origin
      },
      get hostname() {
        return current().url.hostname
      },
      get pathname() {
        return current().url.pathname
      },
      get search() {
        return current().url.search
      },
      get hash() {
        return current().url.hash
      },
      assign: (address) => void documents.push(String(address)),
      replace: (address) => void documents.push(`replace ${String(address)}`),
      reload: () => void documents.push('reload'),
    },
    history: {
      scrollRestoration: firstState === null ? 'auto' : 'manual',
      get state() {
        return current().state
      },
      pushState: (state, _title, address) => add(state, String(address)),
      replaceState(state, _title, address) {
        entries[index] = { state: structuredClone(state), url: new URL(String(address), current().url) }
      },
      back: () => browser.travel(-1),
      forward: () => browser.travel(1),
    },
    scroll: {
      position: () => browser.position,
      to: (position) => void scrolls.push(position),
      toHash: (hash) => void scrolls.push(`#${hash}`),
    },
    storage: { getItem: (key) => storage.get(key) ?? null, setItem: (key, value) => void storage.set(key, value) },
    wasReloaded: () => reloaded,
    showErrorPage: (html) => void documents.push(html),
    onPopState: (listener) => void (onPopState = listener),
    onPageHide: () => undefined,
  }
  return browser
}
