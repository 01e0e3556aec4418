/** What can be chosen about a filesystem store. */
import { resolve } from 'node:path'
import { systemClock } from '@everfresh/engine'
import type { Clock } from '@everfresh/engine'
import { invalidOptions } from './errors.ts'

export interface FilesystemPageStoreOptions {
  /** Where the pages are kept: a folder that every instance mounts. Created when missing. */
  readonly directory: string
  /** Takes the place of the file server's clock. For tests. */
  readonly clock?: Clock
  /** Disk for pages, bytes. Beyond about that, the pages that were used or made longest ago are removed. Default 10 GiB. */
  readonly maxBytes?: number
  /** Invalidations that are kept for readers who were away. The same for all instances. Default 10,000. */
  readonly logLimit?: number
  /**
   * Tags and paths whose invalidations are remembered one by one. Beyond it the oldest are forgotten, and what was made
   * before them counts as invalidated. The same for all instances. Default 100,000.
   */
  readonly tagLimit?: number
  /**
   * For how long at most a client of this mount may show what another one has overwritten, ms, below 2,000. Default: what the
   * mount's options say (`actimeo=1` means 1,000; a local file system 0).
   */
  readonly visibilityMs?: number
}

export interface Chosen {
  readonly directory: string
  readonly clock: Clock | undefined
  /** For timers. */
  readonly timers: Clock
  readonly maxBytes: number
  readonly logLimit: number
  readonly tagLimit: number
  readonly visibilityMs: number | undefined
}

/** A heartbeat that is older than a coherence lease would tell nothing. ms */
export const longestVisibilityMs = 1_999

/**
 * Fills in the defaults.
 *
 * @throws FilesystemStoreError INVALID_OPTION that lists every problem
 */
export function chosenFrom(options: FilesystemPageStoreOptions): Chosen {
  const { directory, clock, maxBytes = 10 * 1024 ** 3, logLimit = 10_000, tagLimit = 100_000, visibilityMs } = options
  const problems: string[] = []
  const needs = (holds: boolean, name: string, value: unknown, expected: string): void => {
    if (!holds) problems.push(`${name} is ${JSON.stringify(value) ?? 'missing'}, but must be ${expected}`)
  }
  needs(typeof directory === 'string' && directory !== '', 'directory', directory, 'a path')
  needs(maxBytes >= 65_536, 'maxBytes', maxBytes, 'at least 65536')
  needs(Number.isInteger(logLimit) && logLimit >= 1, 'logLimit', logLimit, 'a whole number from 1')
  needs(Number.isInteger(tagLimit) && tagLimit >= 1, 'tagLimit', tagLimit, 'a whole number from 1')
  const isVisibility = visibilityMs === undefined || (visibilityMs >= 0 && visibilityMs <= longestVisibilityMs)
  needs(isVisibility, 'visibilityMs', visibilityMs, `from 0 to ${longestVisibilityMs}`)
  if (problems.length > 0) throw invalidOptions(problems)
  return {
    directory: resolve(directory),
    clock,
    timers: clock ?? systemClock,
    maxBytes,
    logLimit,
    tagLimit,
    visibilityMs,
  }
}
