/** Writes and reads the router's history entries. */
import type { Browser } from './browser.ts'
import type { HistoryEntry } from './router-types.ts'

/** As kept in `history.state`; `__N` tells our entries from others'. */
interface StoredEntry extends HistoryEntry {
  readonly __N: true
  readonly key: string
}

export interface HistoryEntries {
  /** The key of the entry that the visitor is at. */
  readonly key: string
  /** Adds an entry, unless it would repeat the address that is shown already. */
  push(entry: HistoryEntry): void
  replace(entry: HistoryEntry): void
  /** Takes over the entry that the browser went to. Undefined when it is not one of ours. */
  arrive(state: unknown): HistoryEntry | undefined
}

export function createHistoryEntries({ history, location }: Pick<Browser, 'history' | 'location'>): HistoryEntries {
  let key = isStored(history.state) ? history.state.key : newKey()
  const stored = ({ url, as, options }: HistoryEntry): StoredEntry => ({ url, as, options, __N: true, key })

  const replace = (entry: HistoryEntry) => history.replaceState(stored(entry), '', entry.as)
  return {
    get key() {
      return key
    },
    replace,
    push(entry) {
      if (entry.as === location.pathname + location.search + location.hash) return replace(entry)
      key = newKey()
      history.pushState(stored(entry), '', entry.as)
    },
    arrive(state) {
      if (isStored(state)) {
        key = state.key
        return state
      }
      // A hash that the visitor typed, or followed without the router.
      if (state === null) key = newKey()
      return undefined
    },
  }
}

function isStored(state: unknown): state is StoredEntry {
  const { __N: isOurs, ...entry } = (state ?? {}) as Partial<StoredEntry>
  return (
    isOurs === true && typeof entry.key === 'string' && typeof entry.as === 'string' && typeof entry.url === 'string'
  )
}

const newKey = (): string => Math.random().toString(36).slice(2, 10)
