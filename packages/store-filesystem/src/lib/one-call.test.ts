import type { PageStore } from '@everfresh/engine'
import { ManualClock } from '@everfresh/engine/testing'
import { markedEntry, markOf, pageOf } from '@everfresh/engine/crash-testing'
import { describe, expect, it } from 'vitest'
import { openOver } from './filesystem-page-store.ts'
import type { Files } from './files.ts'
import { meddledFiles, MemoryFiles } from './testing/memory-files.ts'
import type { Meddle } from './testing/memory-files.ts'

const ttlMs = 1_000
const page = pageOf('/a')
const request = { need: 0, known: 0, owner: 'one', ttlMs }
const hour = 3_600_000

interface Scene {
  readonly clock: ManualClock
  readonly memory: MemoryFiles
  /** Behind a file system in which something happens to a call. */
  readonly store: PageStore
  readonly other: PageStore
  /** From now on, `what` happens to call number `index` of `store`. Returns whether there was such a call. */
  meddle(index: number, what: Meddle): () => boolean
}

async function scene(): Promise<Scene> {
  const clock = new ManualClock()
  const memory = new MemoryFiles(() => clock.now())
  let left = -1
  let what: Meddle = (_method, _path, call) => call()
  const files = meddledFiles(memory, (method, path, call) => (left-- === 0 ? what(method, path, call) : call()))
  const open = (over: Files) => openOver(over, { directory: '/store', clock, visibilityMs: 0 })
  const store = await open(files)
  const other = await open(memory)
  const meddle = (index: number, meddle: Meddle) => {
    left = index
    what = meddle
    return () => left < 0
  }
  return { clock, memory, store, other, meddle }
}

async function regenerate(store: PageStore, mark: string): Promise<void> {
  const acquired = await store.acquire(page, request)
  if (acquired.kind !== 'granted') throw new Error(`expected a lease, not "${acquired.kind}"`)
  const { kind } = await store.publish(page, acquired.lease.token, markedEntry(page.path, mark, 100))
  if (kind === 'rejected') throw new Error('rejected')
}

/** What an instance does that meets the trouble: make a new version, and declare it old. */
async function work(store: PageStore): Promise<void> {
  await regenerate(store, 'new')
  await store.invalidate([{ tag: 'p:/a', kind: 'hard' }])
}

/** Plays `run` with trouble at every call in turn, until there is no such call any more. Returns how many there were. */
async function atEveryCall(run: (scene: Scene, index: number) => Promise<boolean>): Promise<number> {
  for (let index = 0; ; index++) {
    const each = await scene()
    await regenerate(each.other, 'old')
    const wasThere = await run(each, index)
    await each.other.close()
    if (!wasThere) return index
  }
}

const markIn = async (store: PageStore): Promise<string | undefined> => {
  const loaded = await store.load(page)
  return loaded && markOf(loaded.entry)
}

describe('an instance that dies at any call to the file system', () => {
  it.each(['before', 'after'] as const)(
    'leaves a whole page, a lease that ends, and nothing for ever (%s)',
    async (when) => {
      const calls = await atEveryCall(async ({ clock, memory, store, other, meddle }, index) => {
        let die = (): void => {}
        const death = new Promise<void>((resolve) => (die = resolve))
        const wasThere = meddle(index, async (_method, _path, call) => {
          if (when === 'after') await call()
          die()
          return new Promise(() => {})
        })
        await Promise.race([work(store), death])
        const isDead = wasThere()
        meddle(-1, (_method, _path, call) => call())
        expect(await markIn(other)).toMatch(/^(old|new)$/)
        const { kind } = await other.acquire(page, request)
        if (kind === 'busy') clock.advance(ttlMs)
        if (kind !== 'granted') await regenerate(other, 'newer')
        else clock.advance(ttlMs)
        await regenerate(other, 'newest')
        expect(await markIn(other)).toBe('newest')
        await other.invalidate([{ tag: 'p:/a', kind: 'hard' }])
        expect((await other.load(page))?.floors.hard).toBe(await other.head())
        clock.advance(7 * hour)
        await other.statistics()
        const leftovers = memory.names.filter((name) => /\/[tn]\./.test(name))
        expect([index, leftovers]).toEqual([index, []])
        expect(memory.names.filter((name) => /\/v\./.test(name)).length).toBeLessThanOrEqual(2)
        return isDead
      })
      expect(calls).toBeGreaterThan(20)
    },
  )
})

const failure = (code: string): Error => Object.assign(new Error(`${code}: made up`), { code })

/** How NFS reports a call that it carried out twice, since the first reply was lost. */
const asIfRepeated: Partial<Record<keyof Files, string>> = {
  create: 'EEXIST',
  link: 'EEXIST',
  rename: 'ENOENT',
  remove: 'ENOENT',
}

describe('a call that is carried out though it reports a failure', () => {
  it('is found to have worked, where it says what a repeated call says (fault 28)', async () => {
    const methods = new Set<keyof Files>()
    await atEveryCall(async ({ store, other, meddle }, index) => {
      const wasThere = meddle(index, async (method, _path, call) => {
        const answer = await call()
        const code = asIfRepeated[method]
        // A name of our own that is taken was taken by ourselves; the client of NFS knows that of exclusive creation.
        if (!code || method === 'create') return answer
        methods.add(method)
        throw failure(code)
      })
      await work(store)
      expect(await markIn(other)).toBe('new')
      const { entries } = await other.readLog(undefined, 'reader')
      expect(entries).toHaveLength(1)
      return wasThere()
    })
    expect([...methods].sort()).toEqual(['link', 'remove'])
  })

  it.each(['after', 'instead'] as const)('or is reported, and can be repeated (%s)', async (when) => {
    await atEveryCall(async ({ clock, store, other, meddle }, index) => {
      const wasThere = meddle(index, async (_method, _path, call) => {
        if (when === 'after') await call()
        throw failure('EIO')
      })
      try {
        await work(store)
      } catch (error) {
        expect(error).toMatchObject({ code: 'STORE_ACCESS_FAILED', message: expect.stringContaining('/store') })
        expect(await markIn(other)).toMatch(/^(old|new)$/)
        clock.advance(ttlMs)
        await work(store)
      }
      expect(await markIn(other)).toBe('new')
      expect((await other.load(page))?.floors.hard).toBe(await other.head())
      return wasThere()
    })
  })
})

describe('trouble with the folder', () => {
  it.each([
    ['EACCES', 'STORE_NOT_WRITABLE'],
    ['EROFS', 'STORE_NOT_WRITABLE'],
    ['ENOSPC', 'STORE_FULL'],
    ['EDQUOT', 'STORE_FULL'],
    ['EMFILE', 'STORE_OUT_OF_FILES'],
    ['ESTALE', 'STORE_ACCESS_FAILED'],
  ])('%s at every write is reported as %s, and leaves what is served as it is', async (code, expected) => {
    const { clock, memory } = await scene()
    let isBroken = false
    const writes = new Set<keyof Files>(['create', 'link', 'rename', 'remove', 'makeFolder', 'makeFolders', 'touch'])
    const files = meddledFiles(memory, async (method, _path, call) => {
      if (isBroken && writes.has(method)) throw failure(code)
      return call()
    })
    const store = await openOver(files, { directory: '/store', clock, visibilityMs: 0 })
    await regenerate(store, 'old')
    isBroken = true
    const trouble = { code: expected, message: expect.stringMatching(/\/store.*\./) }
    await expect(store.acquire(page, request)).rejects.toMatchObject(trouble)
    await expect(store.invalidate([{ tag: 'p:/a', kind: 'soft' }])).rejects.toMatchObject(trouble)
    await expect(store.readLog(undefined, 'member')).rejects.toMatchObject(trouble)
    await expect(store.seed([markedEntry('/b', 'seed')])).rejects.toMatchObject(trouble)
    expect(await markIn(store)).toBe('old')
    await expect(openOver(files, { directory: '/store', clock, visibilityMs: 0 })).rejects.toMatchObject(trouble)
    isBroken = false
    await work(store)
    expect(await markIn(store)).toBe('new')
    expect((await store.readLog(undefined, 'member')).kind).toBe('entries')
  })
})
