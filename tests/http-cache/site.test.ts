/** Answers made per request, kept by `everfresh start` alone. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildSite, copySite, startSite, type RunningSite, type SiteCopy } from '../support/site.ts'
import { visit, visitUntil, type Visit, type VisitOptions } from '../support/visitor.ts'

let site: SiteCopy
let server: RunningSite

beforeAll(async () => {
  site = await copySite('http-cache')
  await buildSite(site.directory)
  server = await startSite(site.directory)
})

afterAll(async () => {
  await server?.stop()
  await site?.remove()
})

const ask = (path: string, options?: VisitOptions): Promise<Visit> => visit(`${server.url}${path}`, options)
const status = ({ headers }: Visit) => headers['cache-status']

test('a page is rendered once, shown stale, and renewed behind its visitors', async () => {
  const first = await ask('/search?q=tea&utm_source=mail')
  expect(status(first)).toBe('everfresh; fwd=uri-miss; stored')
  expect(first.headers['cache-control']).toBe('public, s-maxage=1, stale-while-revalidate=59')
  const second = await visitUntil(`${server.url}/search?q=tea`, (seen) => status(seen)?.includes('ttl=-') === true)
  expect(second.text).toBe(first.text)
  const renewed = await visitUntil(`${server.url}/search?q=tea`, ({ text }) => text !== first.text)
  expect(renewed.text).toContain('tea: render 2')
})

test('data for client navigations are kept apart, and both go when the path is revalidated', async () => {
  const { text } = await ask('/search?q=data')
  const buildId = /"buildId":"([^"]+)"/.exec(text)?.[1]
  const data = await ask(`/_next/data/${buildId}/search.json?q=data`)
  expect(JSON.parse(data.text)).toMatchObject({ pageProps: { query: 'data' } })
  await ask('/api/revalidate?path=/search')
  expect(status(await ask(`/_next/data/${buildId}/search.json?q=data`))).toContain('fwd=')
  expect((await ask('/search?q=data')).text).not.toBe(text)
})

test('an API route is kept by its query, until somebody posts to it', async () => {
  const stock = async (item: string) => JSON.parse((await ask(`/api/stock?item=${item}`)).text) as { answer: number }
  const cup = await stock('cup')
  expect(await stock('cup')).toEqual(cup)
  expect((await stock('pot')).answer).not.toBe(cup.answer)
  expect((await ask('/api/stock', { method: 'POST' })).status).toBe(204)
  expect((await stock('cup')).answer).toBeGreaterThan(cup.answer)
})

test('answers go by the tags that they name', async () => {
  const answers = async () => [(await ask('/api/stock?item=pen')).text, (await ask('/api/stock?item=ink')).text]
  const [pen, ink] = await answers()
  await ask('/api/revalidate?tag=item:pen')
  const [newPen, newInk] = await answers()
  expect(newPen).not.toBe(pen)
  expect(newInk).toBe(ink)
})

test('generated pages go by the tags that they returned', async () => {
  const pages = async () => (await Promise.all(['1', '2'].map((id) => ask(`/products/${id}`)))).map(({ text }) => text)
  const [one, two] = await pages()
  await ask('/api/revalidate?tag=product:1')
  const [newOne, sameTwo] = await pages()
  expect(newOne).not.toBe(one)
  expect(sameTwo).toBe(two)
  await ask('/api/revalidate?tag=products')
  for (const [index, text] of (await pages()).entries()) expect([newOne, sameTwo][index]).not.toBe(text)
})

describe('a page that reads cookies', () => {
  test('is never shown to anybody else', async () => {
    const visits = Array.from({ length: 40 }, async (_, index) => {
      const who = index % 2 === 0 ? 'anna' : 'bert'
      const { text } = await ask('/mine', { headers: { cookie: `who=${who}` } })
      return text.includes(`<p>${who}</p>`)
    })
    expect((await Promise.all(visits)).every(Boolean)).toBe(true)
    expect(status(await ask('/mine', { headers: { cookie: 'who=carl' } }))).toContain('fwd=')
  })
})

test('a route that is left out is left alone', async () => {
  for (const who of ['anna', 'bert']) {
    const seen = await ask('/account', { headers: { 'x-who': who } })
    expect(seen.text).toContain(`<p>${who}</p>`)
    expect(status(seen)).toBe('everfresh; fwd=bypass')
  }
})

test('what is kept outlives a restart, and a deployment that leaves its code alone', async () => {
  const kept = { headers: { host: 'shop.example' } }
  const [stock, search] = [await ask('/api/stock?item=kept', kept), await ask('/long?q=kept', kept)]
  await server.stop()
  const changed = await readFile(`${site.directory}/pages/api/stock.js`, 'utf8')
  await site.write('pages/api/stock.js', `${changed}\nexport const config = { api: { bodyParser: false } }\n`)
  expect((await buildSite(site.directory)).exitCode).toBe(0)
  server = await startSite(site.directory)
  const again = await ask('/long?q=kept', kept)
  expect(again.text).toBe(search.text)
  expect(status(again)).toContain('hit')
  // Its document belongs to the deployment that made it, and so do the data that its client asks for.
  const buildId = /"buildId":"([^"]+)"/.exec(again.text)?.[1]
  expect((await ask(`/_next/data/${buildId}/long.json?q=kept`, kept)).status).toBe(200)
  expect(status(await ask('/api/stock?item=kept', kept))).not.toContain('hit')
  expect(stock.status).toBe(200)
})
