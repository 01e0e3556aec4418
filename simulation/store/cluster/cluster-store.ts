/**
 * A cluster as one process sees it. No step there sees a page and the log at once, so that each call that needs both
 * makes several trips: the page is read first, the log after that, and the decision asks whether the page is still that one.
 */
import type { Acquired, AcquireRequest, Entry, Loaded, PageId, Published } from '@everfresh/engine'
import type { StoreEnds } from '../remote-store.ts'
import { RemoteStore } from '../remote-store.ts'
import type { Cluster } from './cluster.ts'
import type { Context, PageSlot, Stored } from './page-slot.ts'

/** Who finds the page changed each time finds others busy with it. */
const maxAttempts = 4

export class ClusterStore extends RemoteStore {
  readonly #pages: PageSlot

  constructor(ends: StoreEnds, { coordination, pages }: Cluster) {
    super(ends, coordination)
    this.#pages = pages
  }

  async load(page: PageId): Promise<Loaded | undefined> {
    const stored = await this.#read(page)
    if (!stored) return undefined
    // After the page: an invalidation in between is about it.
    const { floors } = await this.#contextOf(stored)
    return { ...stored, floors }
  }

  async acquire(page: PageId, request: AcquireRequest): Promise<Acquired> {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const stored = await this.#read(page)
      const context = await this.#contextOf(stored)
      const answer = await this.call('pages', `acquire ${page.path}`, () => this.#pages.acquire(page, request, context))
      if (answer !== 'changed') return answer
    }
    throw new Error(`${page.path} keeps changing`)
  }

  renew(page: PageId, token: number, ttlMs: number): Promise<boolean> {
    return this.call('pages', `renew ${page.path}`, () => this.#pages.renew(page, token, ttlMs))
  }

  async publish(page: PageId, token: number, entry: Entry): Promise<Published> {
    const published = await this.call('pages', `publish ${page.path}`, () => this.#pages.publish(page, token, entry))
    return published ? { kind: 'published', entry: published } : { kind: 'rejected', current: await this.load(page) }
  }

  fail(page: PageId, token: number, retryAt: number): Promise<void> {
    return this.call('pages', `fail ${page.path}`, () => this.#pages.fail(page, token, retryAt))
  }

  async seed(entries: readonly Entry[], replaces?: number): Promise<number> {
    const birth = await this.call('log', 'birth', () => this.log.state.birth!.position)
    return this.call('pages', 'seed', () => entries.filter((entry) => this.#pages.seed(entry, birth, replaces)).length)
  }

  purge(page: PageId): Promise<void> {
    return this.call('pages', `purge ${page.path}`, () => this.#pages.purge(page))
  }

  #read(page: PageId): Promise<Stored | undefined> {
    return this.call('pages', `read ${page.path}`, () => this.#pages.read(page))
  }

  #contextOf(stored: Stored | undefined): Promise<Context> {
    return this.call('log', 'floors', () => ({
      version: stored?.entry.version ?? 0,
      floors: stored ? this.log.floorsOf(stored.entry) : this.ends.subject.noFloors,
      head: this.log.state.head!.position,
    }))
  }
}
