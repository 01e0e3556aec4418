import type { Clock, Engine, Lookup, Rendered } from '@everfresh/engine'
import { createEngine, systemClock } from '@everfresh/engine'
import { afterEach, describe, expect, it } from 'vitest'
import { openOver } from './filesystem-page-store.ts'
import type { FilesystemPageStore } from './filesystem-page-store.ts'
import { nodeFiles } from './files.ts'
import type { Files } from './files.ts'
import { meddledFiles } from './testing/memory-files.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

/** Time that passes at a quarter of its speed: a loaded machine keeps every deadline. */
const slowness = 4
const startedAt = Date.now()
const clock: Clock = {
  ...systemClock,
  now: () => startedAt + (Date.now() - startedAt) / slowness,
  monotonic: () => performance.now() / slowness,
  schedule: (delayMs, callback) => systemClock.schedule(delayMs * slowness, callback),
}

interface Site {
  readonly engines: Engine[]
  readonly stores: FilesystemPageStore[]
  /** What the next render makes of its page. */
  content: string
  status: number
  attributes: Record<string, string | number>
  renders: number
  revalidateMs: number | false
}

let site: Site
afterEach(async () => {
  for (const engine of site.engines) await engine.close(0)
  for (const store of site.stores) await store.close()
})

/** Instances of several machines: each has a store of its own over the same folder. */
async function start(memoryBytes: number, instances = 2, files: Files = nodeFiles): Promise<Site> {
  const directory = temporaryFolder()
  site = { engines: [], stores: [], content: 'v1', status: 200, attributes: {}, renders: 0, revalidateMs: false }
  const render = async (): Promise<Rendered> => {
    site.renders++
    const { content, status, attributes, revalidateMs } = site
    await new Promise((resolve) => setTimeout(resolve, 20))
    const bodies = { html: new TextEncoder().encode(content) }
    return { bodies, attributes: { status, ...attributes }, tags: ['all'], revalidateMs, expireMs: false }
  }
  for (let i = 0; i < instances; i++) {
    const store = await openOver(files, { directory, clock, visibilityMs: 0 })
    site.stores.push(store)
    site.engines.push(createEngine({ store, render, clock, memoryBytes, deployment: 'one' }))
  }
  return site
}

const page = { namespace: 'code-1', path: '/products/1', context: undefined }
const textOf = ({ entry }: Lookup): string => new TextDecoder().decode(entry.bodies['html'])

describe.each([
  ['without memory', 0],
  ['with memory', 50 * 1024 * 1024],
])('instances over one folder %s', (_, memoryBytes) => {
  it('make a page once, whoever asks for it first (B140)', async () => {
    const { engines } = await start(memoryBytes, 3)
    const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => engines[i % 3]!.get(page)))
    expect(new Set(answers.map(textOf))).toEqual(new Set(['v1']))
    expect(site.renders).toBe(1)
  })

  it('show nothing older than what was revalidated, on any of them', async () => {
    const { engines } = await start(memoryBytes)
    for (const engine of engines) await engine.get(page)
    for (let version = 2; version <= 4; version++) {
      site.content = `v${version}`
      await engines[version % 2]!.revalidate(page)
      const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => engines[i % 2]!.get(page)))
      const unmarked = answers.filter(({ degraded }) => !degraded)
      expect(new Set(unmarked.map(textOf))).toEqual(new Set([`v${version}`]))
    }
    site.content = 'v5'
    await engines[0]!.invalidate([{ tag: 'all' }], 'hard')
    for (const engine of engines) expect(textOf(await engine.get(page))).toBe('v5')
  })

  it('keep what a page became: not found, a redirect, and for how long (B140)', async () => {
    const { engines } = await start(memoryBytes)
    const [one, other] = engines as [Engine, Engine]
    expect((await one.get(page)).entry.attributes).toEqual({ status: 200 })
    site.status = 404
    await one.revalidate(page)
    expect((await other.get(page)).entry.attributes).toEqual({ status: 404 })
    Object.assign(site, { status: 308, attributes: { location: '/products/2' }, revalidateMs: 3_600_000 })
    await other.revalidate(page)
    const { renders } = site
    for (const engine of [one, other, one, other]) {
      const { entry, state } = await engine.get(page)
      expect([state, entry.attributes]).toEqual(['hit', { status: 308, location: '/products/2' }])
      expect(entry.staleAt - entry.generatedAt).toBeGreaterThanOrEqual(3_600_000)
    }
    expect(site.renders).toBe(renders)
  })
})

it('an instance that closes keeps nobody waiting', async () => {
  const { engines, stores } = await start(0)
  for (const engine of engines) await engine.get(page)
  const [leaving, staying] = stores as [FilesystemPageStore, FilesystemPageStore]
  await engines[0]!.close(0)
  await leaving.close()
  const cursor = await staying.invalidate([{ tag: 't:all', kind: 'soft' }])
  const before = clock.monotonic()
  expect(await staying.barrier(cursor)).toBe('reached')
  // Whoever has to be waited for until its lease is over takes 2.09 s.
  expect(clock.monotonic() - before).toBeLessThan(2_000)
})

describe('a folder that takes nothing', () => {
  const serves = async (code: string, isRead: boolean): Promise<void> => {
    let isBroken = false
    const reads = new Set(['list', 'read', 'facts'])
    const files = meddledFiles(nodeFiles, async (method, _path, call) => {
      if (isBroken && (isRead || !reads.has(method))) throw Object.assign(new Error(`${code}: made up`), { code })
      return call()
    })
    const { engines } = await start(50 * 1024 * 1024, 1, files)
    const engine = engines[0]!
    expect(textOf(await engine.get(page))).toBe('v1')
    isBroken = true
    expect(textOf(await engine.get(page))).toBe('v1')
    const another = { ...page, path: '/products/2' }
    const answer = await engine.get(another)
    expect([textOf(answer), answer.degraded]).toEqual(['v1', 'store-unavailable'])
    await expect(engine.revalidate(page)).rejects.toHaveProperty('code')
    expect(textOf(await engine.get(page))).toBe('v1')
    isBroken = false
    site.content = 'v2'
    await expect
      .poll(
        () =>
          engine.revalidate(page).then(
            (lookup) => lookup && textOf(lookup),
            () => '',
          ),
        { timeout: 25_000 },
      )
      .toBe('v2')
    await expect.poll(async () => (await engine.get(another)).degraded, { timeout: 25_000 }).toBeUndefined()
    const [store] = site.stores
    await expect.poll(() => store!.load(another), { timeout: 25_000 }).toBeDefined()
  }

  it('since its disk is full: pages are served all the same, and published once there is room (fault 4)', () =>
    serves('ENOSPC', false))

  it('since it may not be written to: the same (fault 5)', () => serves('EROFS', false))

  it('since no file descriptor is left: what is in memory is served, and nothing crashes (fault 6)', () =>
    serves('EMFILE', true))
})
