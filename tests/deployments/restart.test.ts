/** What was generated once is there for good: after a restart, a kill, and for every process on the same files. */
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startSite, type RunningSite } from '../support/site.ts'
import { visit, visitUntil } from '../support/visitor.ts'
import { openLastingSite, revalidate, type LastingSite } from './lasting-site.ts'

const things = {
  '/things/forever': { props: { name: 'Forever' }, revalidate: false },
  '/things/hourly': { props: { name: 'Hourly' }, revalidate: 3600 },
  '/things/gone': { notFound: true, revalidate: 600 },
  '/things/moved': { redirect: { destination: '/things/hourly', permanent: true }, revalidate: 900 },
}
const generated = [
  { path: '/things/forever', status: 200, cacheControl: 's-maxage=31536000' },
  { path: '/things/hourly', status: 200, cacheControl: 's-maxage=3600, stale-while-revalidate=31532400' },
  { path: '/things/gone', status: 404, cacheControl: 's-maxage=600, stale-while-revalidate=31535400' },
  { path: '/things/moved', status: 308, cacheControl: 's-maxage=900, stale-while-revalidate=31535100' },
]

let site: LastingSite
beforeAll(async () => {
  site = await openLastingSite(things)
  await site.deploy('lasting')
})
afterAll(() => site?.remove())

const start = () => startSite(site.directory, { env: site.env })

describe('a restart', () => {
  let server: RunningSite
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())

  const restart = async () => {
    await server.stop()
    site.source.forget()
    server = await start()
  }

  const expectAllServed = async () => {
    for (const { path, status, cacheControl } of generated) {
      const seen = await visit(server.url + path)
      expect({ path, status: seen.status, cache: seen.cache }).toEqual({ path, status, cache: 'HIT' })
      expect(seen.headers['cache-control']).toBe(cacheControl)
    }
  }
  const renders = () => generated.reduce((sum, { path }) => sum + site.source.requests(path), 0)

  test('serves every page that was ever generated without rendering, with its own interval and status (B27, B78, B140, B144)', async () => {
    for (const { path, status } of generated) {
      expect(await visit(server.url + path)).toMatchObject({ status, cache: 'MISS' })
    }
    await restart()
    await expectAllServed()
    expect(renders()).toBe(0)
    const [moved, gone] = await Promise.all([visit(`${server.url}/things/moved`), visit(`${server.url}/things/gone`)])
    expect(moved.headers.location).toBe('/things/hourly')
    expect(gone.text).toContain('Nothing here')
  })

  test('keeps the age of a page: its interval is not begun again (B4, B140)', async () => {
    const seen = await visit(`${server.url}/things/hourly`)
    const age = Number(seen.headers.age)
    await setTimeout(1100)
    await restart()
    const later = await visit(`${server.url}/things/hourly`)
    expect(Number(later.headers.age)).toBeGreaterThan(age)
    const left = Number(/ttl=(\d+)/.exec(later.headers['cache-status'] as string)?.[1])
    expect(left + Number(later.headers.age)).toBeGreaterThanOrEqual(3598)
    expect(left + Number(later.headers.age)).toBeLessThanOrEqual(3600)
  })

  test('serves what was revalidated last, not what was built (B144)', async () => {
    site.source.set('/magazine', { title: 'Second edition' })
    expect(await revalidate(server, '/magazine')).toMatchObject({ status: 200 })
    await restart()
    expect(await visit(`${server.url}/magazine`)).toMatchObject({
      cache: 'HIT',
      text: expect.stringContaining('<h1>Second edition</h1>'),
    })
    expect(site.source.requests('/magazine')).toBe(0)
  })

  test('serves a page whose interval is over as stale first, while it is regenerated behind (B2, B140)', async () => {
    const isFirst = { status: 200, text: expect.stringContaining('Nothing new') }
    // A hit has started no regeneration that could read what comes next.
    await visitUntil(`${server.url}/ticker`, ({ cache }) => cache === 'HIT')
    site.source.set('/ticker', 'Something new')
    await setTimeout(1100)
    await restart()
    expect(await visit(`${server.url}/ticker`)).toMatchObject({ ...isFirst, cache: 'STALE' })
    await visitUntil(
      `${server.url}/ticker`,
      ({ text }) => text.includes('Something new'),
      (seen) => expect(seen).toMatchObject(isFirst),
    )
  })

  test('loses nothing when the server is killed in the middle of its work (fault 1, B140)', async () => {
    const pages = Array.from({ length: 30 }, (_, index) => `/things/kill-${index}`)
    for (const path of pages) site.source.set(path, { props: { name: path }, revalidate: false })
    for (const path of pages) expect(await visit(server.url + path)).toMatchObject({ status: 200, cache: 'MISS' })
    // A render is under way, and more are published, as it dies.
    const release = site.source.hold('/things/held')
    const dying = visit(`${server.url}/things/held`).catch(() => 'lost')
    await site.source.asked('/things/held', 1)
    await server.kill()
    expect(await dying).toBe('lost')
    release()
    site.source.set('/things/held', { props: { name: 'Held' } })

    site.source.forget()
    server = await start()
    for (const path of pages) {
      expect(await visit(server.url + path)).toMatchObject({ cache: 'HIT', text: expect.stringContaining(path) })
    }
    expect(pages.reduce((sum, path) => sum + site.source.requests(path), 0)).toBe(0)
    await expectAllServed()
    // The lease of the one that died ends by itself.
    expect(await visit(`${server.url}/things/held`)).toMatchObject({
      status: 200,
      text: expect.stringContaining('Held'),
    })
  })
})

describe('two processes on the same files', () => {
  let first: RunningSite
  let second: RunningSite
  beforeAll(async () => {
    ;[first, second] = await Promise.all([start(), start()])
  })
  afterAll(() => Promise.all([first?.stop(), second?.stop()]))

  test('show at once what was revalidated through either of them, 200 times (invariant 1)', async () => {
    const page = (server: RunningSite) => visit(`${server.url}/magazine`)
    await Promise.all([page(first), page(second)])
    for (let round = 0; round < 200; round += 1) {
      const [writer, reader] = round % 2 === 0 ? [first, second] : [second, first]
      const title = `Edition ${round}.`
      site.source.set('/magazine', { title })
      expect((await revalidate(writer, '/magazine')).status).toBe(200)
      const [theirs, own] = await Promise.all([page(reader), page(writer)])
      expect({ round, cache: theirs.cache, shown: theirs.text.includes(title) }).toEqual({
        round,
        cache: 'HIT',
        shown: true,
      })
      expect(own.text).toContain(title)
    }
  })

  test('render a page that both are asked for at the same time once (B125, B130, fault 37)', async () => {
    for (let round = 0; round < 10; round += 1) {
      const path = `/things/cold-${round}`
      site.source.set(path, { props: { name: `Cold ${round}` }, revalidate: false })
      const release = site.source.hold(path)
      const visits = [first, second].flatMap(({ url }) => Array.from({ length: 10 }, () => visit(url + path)))
      await site.source.asked(path, 1)
      release()
      const bodies = new Set((await Promise.all(visits)).map(({ status, text }) => `${status} ${text}`))
      expect([...bodies]).toEqual([expect.stringContaining(`<h1>Cold ${round}</h1>`)])
      expect(site.source.requests(path)).toBe(1)
    }
  })

  test('regenerate a stale page once per window between them (B7, B126, B130)', async () => {
    site.source.set('/things/window', { props: { name: 'Window' }, revalidate: 2 })
    await Promise.all([visit(`${first.url}/things/window`), visit(`${second.url}/things/window`)])
    site.source.forget()
    const until = Date.now() + 5000
    const keepAsking = async ({ url }: RunningSite) => {
      while (Date.now() < until) {
        expect((await visit(`${url}/things/window`)).status).toBe(200)
        await setTimeout(10)
      }
    }
    await Promise.all([keepAsking(first), keepAsking(second)])
    expect(site.source.requests('/things/window')).toBeGreaterThanOrEqual(1)
    expect(site.source.requests('/things/window')).toBeLessThanOrEqual(2)
  })
})
