/** What can be chosen about an LMDB store. */
import { resolve } from 'node:path'
import { systemClock } from '@everfresh/engine'
import type { Clock } from '@everfresh/engine'
import { invalidOption } from './errors.ts'

export interface LmdbPageStoreOptions {
  /** Where the pages are kept. Created when missing; must be on a local disk. */
  readonly directory: string
  readonly clock?: Clock
  /** Disk for pages, bytes. Beyond it the least recently used pages are removed. Default 10 GiB. */
  readonly maxBytes?: number
  /** Invalidations that are kept for readers who were away. Default 10,000. */
  readonly logLimit?: number
  /**
   * Tags and paths whose invalidations are remembered one by one. Beyond it the oldest are forgotten, and what was made
   * before them counts as invalidated. Default 1,000,000.
   */
  readonly tagLimit?: number
  /**
   * Survive a crash of the machine with everything that was acknowledged. Otherwise such a crash takes back the last moments
   * of writes, whole ones in their order; what a process acknowledged outlives that process either way. Costs a second disk
   * flush for each transaction. Default false.
   */
  readonly durable?: boolean
}

/**
 * Fills in the defaults.
 *
 * @throws LmdbStoreError INVALID_OPTION
 */
export function completed({
  directory,
  clock = systemClock,
  maxBytes = 10 * 1024 ** 3,
  logLimit = 10_000,
  tagLimit = 1_000_000,
  durable = false,
}: LmdbPageStoreOptions): Required<LmdbPageStoreOptions> {
  if (typeof directory !== 'string' || directory === '') throw invalidOption('directory', directory, 'a path')
  if (!(maxBytes >= smallestMaxBytes)) throw invalidOption('maxBytes', maxBytes, `at least ${smallestMaxBytes}`)
  if (!(logLimit >= 1)) throw invalidOption('logLimit', logLimit, 'at least 1')
  if (!(tagLimit >= 1)) throw invalidOption('tagLimit', tagLimit, 'at least 1')
  return { directory: resolve(directory), clock, maxBytes, logLimit, tagLimit, durable }
}

/** Below it, what LMDB needs for itself would leave no room for pages. */
const smallestMaxBytes = 1024 * 1024
