/** What "Incremental Static Regeneration", and article 002 after it, claim: with real time where they speak of seconds. */
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { devSite, startSite, type RunningSite } from '../support/site.ts'
import { buildSeedsSite, reloadUntil, visit, type SeedsSite } from './seeds-site.ts'

let site: SeedsSite
let server: RunningSite

beforeAll(async () => {
  site = await buildSeedsSite()
  server = await startSite(site.directory, { env: site.env })
})
afterAll(async () => {
  await server?.stop()
  await site?.remove()
})

const blog = (id: string) => visit(`${server.url}/blog/${id}`)

describe('Incremental Static Regeneration', () => {
  test('a request for a page that was built shows the cached page first (B1, B14)', async () => {
    const seen = await blog('1')
    expect(seen).toMatchObject({ status: 200, body: expect.stringContaining('First post') })
    expect(seen.cache).toMatch(/^(HIT|STALE)$/)
    expect(seen.cacheControl).toBe('s-maxage=10, stale-while-revalidate=31535990')
  })

  test('a path that has not been generated is rendered on the first request and then cached (B5)', async () => {
    expect(await blog('2')).toMatchObject({ status: 200, cache: 'MISS', body: expect.stringContaining('First post') })
    const { requests } = site.source
    const before = requests('/posts')
    expect(await blog('2')).toMatchObject({ status: 200, cache: 'HIT', body: expect.stringContaining('First post') })
    expect(requests('/posts')).toBe(before)
  })

  // Both wait for the same ten seconds.
  describe.concurrent('after ten seconds', () => {
    test('the window: cached within it, once more stale after it, then the updated page (B1, B2, B3)', async () => {
      const askedAt = Date.now()
      await blog('window')
      const answeredAt = Date.now()
      site.source.set('/posts', [{ id: '1', title: 'Corrected post' }])

      while (Date.now() < askedAt + 9000) {
        expect(await blog('window')).toMatchObject({ cache: 'HIT', body: expect.stringContaining('First post') })
        await setTimeout(500)
      }
      await setTimeout(answeredAt + 10_000 - Date.now())

      expect(await blog('window')).toMatchObject({ cache: 'STALE', body: expect.stringContaining('First post') })
      const updated = await reloadUntil(`${server.url}/blog/window`, 'Corrected post', (seen) => {
        expect(seen).toMatchObject({ status: 200, body: expect.stringContaining('First post') })
      })
      expect(updated.cache).toBe('HIT')
    })

    test('if the background regeneration fails, the old page is unaltered, and it is tried again (B81)', async () => {
      const url = `${server.url}/news`
      const isOld = { status: 200, body: expect.stringContaining('Old news') }
      site.source.fail('/news', 503)

      const failed = site.source.asked('/news', 1)
      let visited = await visit(url)
      while (visited.cache !== 'STALE') {
        expect(visited).toMatchObject(isOld)
        await setTimeout(200)
        visited = await visit(url)
      }
      await failed
      for (let visits = 0; visits < 5; visits += 1) expect(await visit(url)).toMatchObject(isOld)

      site.source.set('/news', [{ id: '1', title: 'Fresh news' }])
      const fresh = await reloadUntil(url, 'Fresh news', (seen) => expect(seen).toMatchObject(isOld))
      expect(fresh.status).toBe(200)
    })
  })
})

describe('On-demand revalidation', () => {
  const secret = 'a-secret-only-known-by-this-app'
  const page = () => visit(`${server.url}/path-to-revalidate`)
  const revalidate = (query: string) => visit(`${server.url}/api/revalidate${query}`)

  test('the route refuses whoever does not know the secret, and nothing is regenerated (B123)', async () => {
    for (const query of ['', '?secret=', '?secret=wrong', `?secret=${secret}x`]) {
      expect(await revalidate(query)).toMatchObject({ status: 401, body: '{"message":"Invalid token"}' })
    }
    expect(site.source.requests('/text')).toBe(0)
  })

  test('without revalidate, the page changes only when it is asked for (B1, B110)', async () => {
    site.source.set('/text', 'Changed in the CMS')
    expect(await page()).toMatchObject({ cache: 'HIT', body: expect.stringContaining('As it was built') })
    expect(await revalidate(`?secret=${secret}`)).toMatchObject({ status: 200, body: '{"revalidated":true}' })
    expect(await page()).toMatchObject({ cache: 'HIT', body: expect.stringContaining('Changed in the CMS') })
  })

  test('if there is an error, the last successfully generated page is shown (B88)', async () => {
    site.source.set('/text', 'The last good text')
    await revalidate(`?secret=${secret}`)
    site.source.fail('/text')
    expect(await revalidate(`?secret=${secret}`)).toMatchObject({ status: 500, body: 'Error revalidating' })
    expect(await page()).toMatchObject({ status: 200, body: expect.stringContaining('The last good text') })

    site.source.set('/text', 'Good again')
    expect(await revalidate(`?secret=${secret}`)).toMatchObject({ status: 200 })
    expect((await page()).body).toContain('Good again')
  })
})

describe('Self-hosting', () => {
  test('with isrMemoryCacheSize 0, several servers on the same files show the same page (B132)', async () => {
    const env = { ...site.env, SEED_MEMORY: '0' }
    const pods = await Promise.all([1, 2, 3].map(() => startSite(site.directory, { env })))
    try {
      for (const text of ['One', 'Two']) {
        site.source.set('/text', text)
        const answer = await visit(`${pods[0]!.url}/api/revalidate-path?path=/path-to-revalidate`)
        expect(answer.status).toBe(200)
        for (const pod of pods) {
          const seen = await visit(`${pod.url}/path-to-revalidate`)
          expect(seen).toMatchObject({ cache: 'HIT', body: expect.stringContaining(`<p>${text}</p>`) })
        }
      }
    } finally {
      await Promise.all(pods.map((pod) => pod.stop()))
    }
  })
})

describe('During development', () => {
  test('getStaticProps is called on every request, and nothing is cached (B29, B122, B176)', async () => {
    const dev = await devSite(site.directory, { env: site.env })
    try {
      await visit(`${dev.url}/path-to-revalidate`)
      site.source.forget()
      for (const text of ['First', 'Second', 'Third']) {
        site.source.set('/text', text)
        const seen = await visit(`${dev.url}/path-to-revalidate`)
        expect(seen).toMatchObject({ status: 200, body: expect.stringContaining(`<p>${text}</p>`) })
        expect(seen.cacheControl).toMatch(/no-store/)
      }
      expect(site.source.requests('/text')).toBe(3)
    } finally {
      await dev.stop()
    }
  })
})
