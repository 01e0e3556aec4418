/** What "Incremental Static Generation" claims, with its TypeScript page and its on-demand route. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSite, type RunningSite } from '../support/site.ts'
import { buildSeedsSite, visit, type SeedsSite } from './seeds-site.ts'

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

const product = (id: string) => visit(`${server.url}/shop/${id}`)

test('each page carries its revalidation interval, for the server and for a CDN (B14)', async () => {
  expect(await product('1')).toMatchObject({
    status: 200,
    cache: 'HIT',
    cacheControl: 's-maxage=60, stale-while-revalidate=31535940',
    body: expect.stringContaining('Headphones costs $100'),
  })
})

test('only popular pages are built upfront; the others are made when somebody wants them (B5)', async () => {
  expect(await product('9')).toMatchObject({ cache: 'MISS', body: expect.stringContaining('Rarity costs $900') })
  expect(await product('9')).toMatchObject({ cache: 'HIT' })
})

test('regeneration happens once per interval, not per request', async () => {
  const before = site.source.requests('/products/2')
  await Promise.all(Array.from({ length: 50 }, () => product('2')))
  expect(site.source.requests('/products/2')).toBe(before)
})

test('after an editor publishes, the page is updated without waiting for the timer (B110)', async () => {
  site.source.set('/products/1', { id: '1', name: 'Headphones', price: 75 })
  expect((await product('1')).body).toContain('costs $100')
  const answer = await visit(`${server.url}/api/shop/1`)
  expect(answer).toMatchObject({ status: 200, body: '{"revalidated":true}' })
  expect(await product('1')).toMatchObject({ cache: 'HIT', body: expect.stringContaining('Headphones costs $75') })
})

test('an on-demand revalidation that fails is an error of the route, and the page stays (B88)', async () => {
  site.source.fail('/products/2')
  expect((await visit(`${server.url}/api/shop/2`)).status).toBe(500)
  expect(await product('2')).toMatchObject({ status: 200, body: expect.stringContaining('Keyboard costs $50') })
})
