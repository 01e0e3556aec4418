/** One of two stores that are compared: plays steps, and tells their outcome in words that do not depend on the store. */
import type {
  Acquired,
  AcquireRequest,
  Cursor,
  Entry,
  Invalidation,
  Loaded,
  PageId,
  PageStore,
} from '@everfresh/engine'

/** `handle` is the how manieth lease, `reader` the how manieth cursor that this side was given, counted from the end. */
export type Step =
  | { readonly do: 'load'; readonly page: PageId }
  | { readonly do: 'acquire'; readonly page: PageId; readonly request: Asked }
  | { readonly do: 'renew' | 'fail'; readonly page: PageId; readonly handle: number; readonly ms: number }
  | { readonly do: 'publish'; readonly page: PageId; readonly handle: number; readonly entry: Entry }
  | { readonly do: 'seed'; readonly entry: Entry; readonly behind: number }
  | { readonly do: 'invalidate'; readonly invalidations: readonly Lowered[] }
  | { readonly do: 'read'; readonly reader: number; readonly wrongNonce: boolean }
  | { readonly do: 'purge'; readonly page: PageId }
  | { readonly do: 'pass' | 'jump'; readonly ms: number }

/** `need` and `known` are counted from the head: nobody knows positions beforehand. */
export interface Asked extends Omit<AcquireRequest, 'need' | 'known'> {
  readonly needBehind: number | undefined
  readonly knownBehind: number
}

/** Its floor is so far from the head. */
export interface Lowered extends Omit<Invalidation, 'floor'> {
  readonly floorBehind: number | undefined
}

export class Side {
  readonly store: PageStore
  readonly #now: () => number
  readonly #tokens = new Map<string, number[]>()
  readonly #cursors: Cursor[] = []
  readonly #versions = new Map<string, Map<number, string>>()

  constructor(store: PageStore, now: () => number) {
    this.store = store
    this.#now = now
  }

  async play(step: Step): Promise<unknown> {
    switch (step.do) {
      case 'load':
        return this.#told(await this.store.load(step.page))
      case 'acquire':
        return this.#acquired(step.page, await this.store.acquire(step.page, await this.#request(step.request)))
      case 'renew':
        return this.store.renew(step.page, this.#token(step.page, step.handle), step.ms)
      case 'fail':
        return this.store.fail(step.page, this.#token(step.page, step.handle), this.#now() + step.ms)
      case 'publish': {
        const published = await this.store.publish(step.page, this.#token(step.page, step.handle), step.entry)
        if (published.kind === 'published') return [published.kind, this.#entry(published.entry)]
        return [published.kind, this.#told(published.current)]
      }
      case 'seed':
        return this.store.seed([{ ...step.entry, asOf: Math.max(0, (await this.store.head()) - step.behind) }])
      case 'invalidate':
        return this.#invalidate(step.invalidations)
      case 'read':
        return this.#read(step.reader, step.wrongNonce)
      case 'purge':
        return this.store.purge(step.page)
      default:
        return undefined
    }
  }

  async #request({ needBehind, knownBehind, ...rest }: Asked): Promise<AcquireRequest> {
    const head = await this.store.head()
    return { ...rest, need: needBehind === undefined ? 0 : head - needBehind, known: head - knownBehind }
  }

  async #invalidate(invalidations: readonly Lowered[]): Promise<unknown> {
    const head = await this.store.head()
    const cursor = await this.store.invalidate(
      invalidations.map(({ floorBehind, ...rest }) =>
        floorBehind === undefined ? rest : { ...rest, floor: head - floorBehind },
      ),
    )
    this.#cursors.push(cursor)
    return cursor.position
  }

  async #read(reader: number, wrongNonce: boolean): Promise<unknown> {
    const known = this.#cursors.at(-1 - reader)
    const cursor = known && wrongNonce ? { ...known, nonce: 'another' } : known
    const { kind, entries, head, now } = await this.store.readLog(cursor, 'reader')
    this.#cursors.push(head)
    const told = entries.map(({ position, tag, kind: each, floor }) => [position, tag, each, floor])
    return [kind, told, head.position, now]
  }

  #token({ namespace, path }: PageId, handle: number): number {
    return this.#tokens.get(namespace + path)?.at(-1 - handle) ?? 7
  }

  #acquired(page: PageId, acquired: Acquired): unknown {
    switch (acquired.kind) {
      case 'busy':
        return acquired
      case 'granted': {
        const { token, asOf, expiresAt } = acquired.lease
        const key = page.namespace + page.path
        this.#tokens.set(key, [...(this.#tokens.get(key) ?? []), token])
        return [acquired.kind, this.#version(page, token), asOf, expiresAt, this.#told(acquired.previous)]
      }
      case 'backoff':
        return [acquired.kind, acquired.retryAt, this.#told(acquired.loaded)]
      default:
        return [acquired.kind, this.#told(acquired.loaded)]
    }
  }

  #told(loaded: Loaded | undefined): unknown {
    return loaded && [this.#entry(loaded.entry), loaded.floors, loaded.supersededElsewhere]
  }

  #entry(entry: Entry): unknown {
    const bodies = Object.entries(entry.bodies).map(([name, body]) => [name, Buffer.from(body).toString()])
    return { ...entry, bodies, version: this.#version(entry, entry.version) }
  }

  /** Versions by their order: stores remember those of removed pages differently well. */
  #version({ namespace, path }: PageId, version: number): string {
    const key = namespace + path
    const known = this.#versions.get(key) ?? new Map<number, string>()
    this.#versions.set(key, known)
    if (!known.has(version)) {
      const isLatest = [...known.keys()].every((each) => each < version)
      known.set(version, isLatest ? `version ${known.size}` : `version ${known.size}, lower than an earlier one`)
    }
    return known.get(version)!
  }
}
