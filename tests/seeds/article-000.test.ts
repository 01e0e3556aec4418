/** What "On-Demand Static Regeneration in Next.js" claims, with its webhook and its product page. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSite, type RunningSite } from '../support/site.ts'
import { buildSeedsSite, postJson, visit, type SeedsSite } from './seeds-site.ts'

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

const product = (sku: string) => visit(`${server.url}/products/${sku}`)
const webhook = (sku: string) => postJson(`${server.url}/api/webhook`, { sku })

test('without revalidate, a page waits for the webhook, however often it is visited (B1, B16)', async () => {
  for (let visits = 0; visits < 5; visits += 1) {
    expect(await product('shower-gel')).toMatchObject({ cache: 'HIT', cacheControl: 's-maxage=31536000' })
  }
  expect(site.source.requests('/inventory/shower-gel')).toBe(0)
})

test('whenever the webhook is fired, every user immediately sees fresh product data (B110)', async () => {
  expect((await product('facial-cream')).body).toContain('Quantity available: 7')
  site.source.set('/inventory/facial-cream', { inventory_available: 6 })
  expect((await product('facial-cream')).body).toContain('Quantity available: 7')

  expect(await webhook('facial-cream')).toMatchObject({ status: 200 })

  const visitors = await Promise.all(Array.from({ length: 10 }, () => product('facial-cream')))
  for (const seen of visitors) {
    expect(seen).toMatchObject({ status: 200, cache: 'HIT', body: expect.stringContaining('Quantity available: 6') })
  }
  expect(site.source.requests('/inventory/facial-cream')).toBe(1)
})

test('unstable_revalidate throws when the page cannot be made, and the page stays (B88, B114, B115)', async () => {
  site.source.fail('/inventory/shower-gel')
  const answer = await webhook('shower-gel')
  expect(answer.status).toBe(500)
  expect(answer.body).toMatch(/^revalidating shower-gel: \w*Error: Failed to revalidate \/products\/shower-gel: /)
  expect(answer.body).toContain('Invalid response 500')
  expect(await product('shower-gel')).toMatchObject({ status: 200, body: expect.stringContaining('available: 3') })
})

test('unstable_revalidate throws for an invalid path (B114)', async () => {
  const answer = await visit(`${server.url}/api/revalidate-path?path=products/shower-gel`)
  expect(answer).toMatchObject({
    status: 500,
    body: expect.stringContaining('Invalid urlPath provided to revalidate()'),
  })
})

test('getStaticPaths is not run again: a new product gets no page where all paths are listed (B58)', async () => {
  site.source.set('/inventory/new-soap', { inventory_available: 20 })
  const url = `${server.url}/listed-products/new-soap`
  expect((await visit(url)).status).toBe(404)

  const answer = await visit(`${server.url}/api/revalidate-path?path=/listed-products/new-soap`)
  expect(answer.body).toBe('Failed to revalidate /listed-products/new-soap: Invalid response 404')
  expect((await visit(url)).status).toBe(404)
})

test('with fallback "blocking", the webhook adds a product that the build did not know (B118)', async () => {
  site.source.set('/inventory/new-shampoo', { inventory_available: 11 })
  expect(await webhook('new-shampoo')).toMatchObject({ status: 200 })
  const seen = await product('new-shampoo')
  expect(seen).toMatchObject({ status: 200, cache: 'HIT', body: expect.stringContaining('Quantity available: 11') })
})

test('several pages are revalidated from one webhook by one call for each path (B119)', async () => {
  const skus = ['soap-1', 'soap-2', 'soap-3']
  for (const sku of skus) {
    site.source.set(`/inventory/${sku}`, { inventory_available: 1 })
    await product(sku)
    site.source.set(`/inventory/${sku}`, { inventory_available: 2 })
  }
  expect(await postJson(`${server.url}/api/webhook-many`, { skus })).toMatchObject({ status: 200 })
  for (const sku of skus) {
    expect(await product(sku)).toMatchObject({ cache: 'HIT', body: expect.stringContaining('available: 2') })
  }
})
