/** A store on one machine: each call is one trip, and one step there. */
import type { Acquired, AcquireRequest, Begun, Declaration, Entry, Loaded, PageId, Published } from '@everfresh/engine'
import { RemoteStore } from '../remote-store.ts'

export class SingleStore extends RemoteStore {
  load(page: PageId): Promise<Loaded | undefined> {
    return this.call('pages', `load ${page.path}`, () => this.log.load(page))
  }

  acquire(page: PageId, request: AcquireRequest): Promise<Acquired> {
    return this.call('pages', `acquire ${page.path}`, () => this.log.acquire(page, request))
  }

  async begin(
    page: PageId,
    request: Omit<AcquireRequest, 'need'>,
    { invalidations, onNews }: Declaration,
  ): Promise<Begun | undefined> {
    const answer = await this.call('pages', `begin ${page.path}`, () => this.log.begin(page, request, invalidations))
    if (answer) onNews?.(answer.news)
    return answer?.begun
  }

  renew(page: PageId, token: number, ttlMs: number): Promise<boolean> {
    return this.call('pages', `renew ${page.path}`, () => this.log.renew(page, token, ttlMs))
  }

  async publish(page: PageId, token: number, entry: Entry, declaration?: Declaration): Promise<Published> {
    const invalidations = declaration?.invalidations
    const { published, news } = await this.call('pages', `publish ${page.path}`, () =>
      this.log.publish(page, token, entry, invalidations),
    )
    if (news) declaration?.onNews?.(news)
    return published
  }

  fail(page: PageId, token: number, retryAt: number): Promise<void> {
    return this.call('pages', `fail ${page.path}`, () => this.log.fail(page, token, retryAt))
  }

  seed(entries: readonly Entry[], replaces?: number): Promise<number> {
    return this.call('pages', 'seed', () => this.log.seed(entries, replaces))
  }

  purge(page: PageId): Promise<void> {
    return this.call('pages', `purge ${page.path}`, () => this.log.purge(page))
  }
}
