/** What the instances of one memory store share. */
import type { Coordination, Cursor, Entry, Floors, LatestContent, LogEntry } from '@everfresh/engine'

/** One page: its entry, if one was published, and who may publish the next. */
export interface MemoryPage {
  readonly entry: Entry | undefined
  readonly coordination: Coordination
}

/** All pages of one path. They are evicted together: a copy left behind could be older than what was dropped. */
export interface MemoryPath {
  /** By namespace. */
  readonly pages: Map<string, MemoryPage>
  /** When the path's content was last published, and under which code. */
  latest: LatestContent | undefined
}

export interface MemoryPageStoreState {
  /** By path, the least recently used first. */
  readonly paths: Map<string, MemoryPath>
  /** By tag. */
  readonly floors: Map<string, Floors>
  /** The retained entries, oldest first. */
  readonly log: LogEntry[]
  /** Where the log began; set when the first instance opens. */
  birth: Cursor | undefined
  /** The last entry that was dropped from the log, or its birth. */
  base: Cursor | undefined
  /** The newest entry, or the log's birth. */
  head: Cursor | undefined
  entries: number
  bytes: number
  /** The highest token of a page whose record is gone: a later grant must be above it. */
  highestRemovedToken: number
}

/** Makes an empty state. Stores that are opened over the same state behave like instances that share a backend. */
export const createMemoryPageStoreState = (): MemoryPageStoreState => ({
  paths: new Map(),
  floors: new Map(),
  log: [],
  birth: undefined,
  base: undefined,
  head: undefined,
  entries: 0,
  bytes: 0,
  highestRemovedToken: 0,
})
