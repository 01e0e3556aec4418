/** What "A Complete Guide To Incremental Static Regeneration" claims of paths, fallbacks, outages and server rendering. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildSite, startSite, type BuildResult, type RunningSite } from '../support/site.ts'
import { dataUrl, openSeedsSite, visit, type SeedsSite } from './seeds-site.ts'

const products = Array.from({ length: 1010 }, (_, index) => ({
  id: `p${index}`,
  name: `Product ${index}`,
  price: 100,
}))
const top1000 = products.slice(0, 1000)

let site: SeedsSite
let build: BuildResult
let server: RunningSite

beforeAll(async () => {
  site = await openSeedsSite({
    '/top-products': top1000.map(({ id }) => ({ id })),
    ...Object.fromEntries(products.map((product) => [`/products/${product.id}`, product])),
  })
  build = await buildSite(site.directory, { env: site.env })
  server = await startSite(site.directory, { env: site.env })
})
afterAll(async () => {
  await server?.stop()
  await site?.remove()
})

const at = (path: string, headers: Record<string, string> = {}) => visit(`${server.url}${path}`, { headers })

describe('Generating paths', () => {
  test('the build generates the most popular 1,000 products and leaves the others to requests', () => {
    // The first two are also pages of the site's second catalogue.
    expect(build.output).toMatch(/\/catalogue\/\[id\].*1,?000/)
    for (const { id } of top1000.slice(2)) expect(site.source.requests(`/products/${id}`)).toBe(1)
    for (const { id } of products.slice(1000)) expect(site.source.requests(`/products/${id}`)).toBe(0)
  })

  test('a built product is served with its window of a minute, without asking the database (B1, B14)', async () => {
    const before = site.source.requests('/products/p500')
    expect(await at('/catalogue/p500')).toMatchObject({
      status: 200,
      cache: 'HIT',
      cacheControl: 's-maxage=60, stale-while-revalidate=31535940',
      body: expect.stringContaining('Product 500 costs $100'),
    })
    expect(site.source.requests('/products/p500')).toBe(before)
  })

  test('fallback "blocking": another product is rendered on its first request, then served from the cache (B5)', async () => {
    const body = expect.stringContaining('Product 1001 costs $100')
    expect(await at('/catalogue/p1001')).toMatchObject({ status: 200, cache: 'MISS', body })
    expect(await at('/catalogue/p1001')).toMatchObject({ status: 200, cache: 'HIT', body })
    expect(site.source.requests('/products/p1001')).toBe(1)
  })

  test('many first requests at once are one rendering (B125)', async () => {
    const seen = await Promise.all(Array.from({ length: 20 }, () => at('/catalogue/p1002')))
    expect(new Set(seen.map(({ body }) => body)).size).toBe(1)
    expect(site.source.requests('/products/p1002')).toBe(1)
  })
})

describe('fallback: true', () => {
  const isPrivate = 'private, no-cache, no-store, max-age=0, must-revalidate'

  test('shows a static page with a loading state at once, then the data, then the cached page (B19, B60, B61)', async () => {
    const release = site.source.hold('/products/p1003')
    const shell = await at('/catalogue-loading/p1003')
    expect(shell).toMatchObject({ status: 200, cacheControl: isPrivate, body: expect.stringContaining('Loading…') })
    expect(shell.body).toContain('"isFallback":true')
    expect(site.source.requests('/products/p1003')).toBe(0)

    const data = visit(await dataUrl(server.url, '/catalogue-loading/p1003'))
    await site.source.asked('/products/p1003', 1)
    // While the data is being fetched, others see the loading state too, and nobody waits.
    expect((await at('/catalogue-loading/p1003')).body).toContain('Loading…')
    release()
    expect(JSON.parse((await data).body)).toMatchObject({ pageProps: { product: { name: 'Product 1003' } } })

    const cached = await at('/catalogue-loading/p1003')
    expect(cached).toMatchObject({ cache: 'HIT', body: expect.stringContaining('Product 1003 costs $100') })
    expect(cached.body).not.toContain('Loading…')
    expect(site.source.requests('/products/p1003')).toBe(1)
  })

  test('a crawler never gets the loading state: the fallback is aware of bots (B64)', async () => {
    const agent = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'
    const seen = await at('/catalogue-loading/p1004', { 'user-agent': agent })
    expect(seen).toMatchObject({ status: 200, body: expect.stringContaining('Product 1004 costs $100') })
    expect(await at('/catalogue-loading/p1004')).toMatchObject({ cache: 'HIT' })
  })

  test('a product that was built is complete from the first request', async () => {
    expect(await at('/catalogue-loading/p1')).toMatchObject({
      cache: 'HIT',
      body: expect.stringContaining('Product 1 '),
    })
  })
})

describe('Server-side rendering', () => {
  const cacheControl = 's-maxage=60, stale-while-revalidate'

  test('getServerSideProps sets its own Cache-Control, and the page is made for each request (B24)', async () => {
    const first = await at('/feed', { 'x-visitor': 'Ann' })
    expect(first).toMatchObject({
      status: 200,
      cache: null,
      cacheControl,
      body: expect.stringContaining('Ann reads first'),
    })
    site.source.set('/feed', 'second item')
    const second = await at('/feed', { 'x-visitor': 'Bob' })
    expect(second.body).toContain('Bob reads second item')
  })

  test('so does an API route', async () => {
    site.source.set('/feed', 'third item')
    expect(await at('/api/feed')).toMatchObject({ status: 200, cacheControl, body: '"third item"' })
  })
})

describe('When the database is down', () => {
  test('users still see the properly served static page, and only pages that do not exist yet fail', async () => {
    await at('/catalogue/p1005')
    for (const { id } of products) site.source.fail(`/products/${id}`)
    for (const id of ['p0', 'p999', 'p1005']) expect((await at(`/catalogue/${id}`)).status).toBe(200)
    expect((await at('/catalogue/p1006')).status).toBe(500)

    site.source.set('/products/p1006', { id: 'p1006', name: 'Back again', price: 1 })
    expect(await at('/catalogue/p1006')).toMatchObject({ status: 200, body: expect.stringContaining('Back again') })
  })
})
