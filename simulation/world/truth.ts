/** What really happened, in one order: the data's changes, the invalidations that the store committed, what was promised. */
import type { LogEntry } from '@everfresh/engine'
import type { Path, Selector } from '../plan/plan.ts'
import { tagsOf } from '../plan/plan.ts'

/** An invalidation that the store executed. */
export interface Commit extends LogEntry {
  readonly at: number
  /** What a page must have seen of the data that this reaches. */
  readonly data: number
  /** When the store forgot it, true time; `Infinity` for never. */
  lostAt: number
}

/** A call that resolved: from then on nobody may be shown data from before it. */
export interface Promised {
  readonly kind: 'soft' | 'hard'
  readonly data: number
  readonly resolvedAt: number
  reaches(path: Path): boolean
}

export class Truth {
  readonly commits: Commit[] = []
  readonly #promised: Promised[] = []
  /** Calls that were told that everybody will learn of it when the store is back. */
  readonly queued: Promised[] = []
  #data = 0

  /** How often anything changed that pages show. */
  get data(): number {
    return this.#data
  }

  write(): number {
    return ++this.#data
  }

  commit(entry: LogEntry, at: number): void {
    const data = entry.floor === entry.position ? this.#data : this.dataAsOf(entry.floor)
    this.commits.push({ ...entry, at, data, lostAt: Infinity })
  }

  /** What a render has seen that began after everything in the log up to `position`. */
  dataAsOf(position: number): number {
    return highest(this.commits.filter((each) => each.position <= position))
  }

  /** Like `dataAsOf`, of what the store still knows. */
  knownDataAsOf(position: number): number {
    return highest(this.commits.filter((each) => each.position <= position && each.lostAt === Infinity))
  }

  /** Notes what the log has lost. */
  lose(log: readonly LogEntry[], since: number, now: number): void {
    const kept = new Set(log.map(({ nonce }) => nonce))
    for (const commit of this.commits)
      if (commit.at >= since && commit.lostAt === Infinity && !kept.has(commit.nonce)) commit.lostAt = now
  }

  promise(promised: Promised): void {
    this.#promised.push(promised)
  }

  /** The strongest promise about a page so far. */
  promisedOf(path: Path, kind: 'soft' | 'hard'): Promised | undefined {
    let strongest: Promised | undefined
    for (const each of this.#promised) {
      if (each.kind === 'soft' && kind === 'hard') continue
      if (each.reaches(path) && each.data > (strongest?.data ?? 0)) strongest = each
    }
    return strongest
  }
}

const highest = (commits: readonly Commit[]): number => commits.reduce((most, { data }) => Math.max(most, data), 0)

export function reaches(selector: Selector, path: Path): boolean {
  if ('everything' in selector) return true
  return 'path' in selector ? selector.path === path : tagsOf[path].includes(selector.tag)
}

/** Whether an invalidation of `tag`, as the log names it, is about `path`. */
export const isAbout = (tag: string, path: Path): boolean =>
  tag === '*' || tag === `p:${path}` || tagsOf[path].some((name) => tag === `t:${name}`)
