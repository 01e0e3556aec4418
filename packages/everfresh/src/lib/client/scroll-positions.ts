/** Remembers how far each history entry was scrolled, also over reloads of the document. */
import type { Browser, Position } from './browser.ts'

const storageKey = 'everfresh:scroll'

/** How many history entries are remembered. */
const rememberedAtMost = 100

export interface ScrollPositions {
  /** Remembers the current position for the entry `key`. */
  save(key: string): void
  of(key: string): Position | undefined
}

export function createScrollPositions({ storage, scroll }: Pick<Browser, 'storage' | 'scroll'>): ScrollPositions {
  const positions = new Map<string, Position>(read(storage))

  return {
    save(key) {
      positions.delete(key)
      positions.set(key, scroll.position())
      const [oldest] = positions.keys()
      if (oldest !== undefined && positions.size > rememberedAtMost) positions.delete(oldest)
      write(storage, positions)
    },
    of: (key) => positions.get(key),
  }
}

function read(storage: Browser['storage']): [string, Position][] {
  try {
    const entries: unknown = JSON.parse(storage?.getItem(storageKey) ?? '[]')
    return Array.isArray(entries) ? entries.filter(isEntry) : []
  } catch {
    return []
  }
}

const isEntry = (entry: unknown): entry is [string, Position] =>
  Array.isArray(entry) && typeof entry[0] === 'string' && Number.isFinite(entry[1]?.x) && Number.isFinite(entry[1]?.y)

function write(storage: Browser['storage'], positions: Map<string, Position>): void {
  try {
    storage?.setItem(storageKey, JSON.stringify([...positions]))
  } catch {
    // Storage is full: positions last as long as the document then.
  }
}
