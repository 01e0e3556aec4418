/** Answers made per request, kept by `everfresh start` alone. */
import { readFile } from 'node:fs/promises'
import { Agent, type OutgoingHttpHeaders } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

/** Fields by which somebody may hope to be shown what is not his, or to be kept where others find it. */
const hostile: Readonly<Record<string, readonly string[]>> = {
  accept: ['*/*', 'text/html;q=0.1', ''],
  'accept-encoding': ['gzip', 'identity;q=0', 'br, gzip;q=0.5'],
  'accept-language': ['de', 'en;q=0.1, de'],
  'cache-control': ['no-store', 'max-stale', 'only-if-cached', 'max-age=0'],
  'if-modified-since': ['Fri, 01 Jan 2100 00:00:00 GMT', 'yesterday'],
  'if-none-match': ['*', '"a", W/"b"'],
  pragma: ['no-cache'],
  range: ['bytes=0-3', 'bytes=-1', 'bytes=9-2'],
  vary: ['cookie'],
  'x-forwarded-for': ['127.0.0.1'],
  'x-forwarded-host': ['other.example'],
  'x-http-method-override': ['POST'],
  'x-matched-path': ['/search'],
  'x-middleware-subrequest': ['middleware'],
  'x-nextjs-data': ['1'],
  'x-original-url': ['/search'],
  'x-prerender-revalidate': ['guessed'],
}

/** The same numbers in each run, from 0 up to `below`. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

test('two sessions that hammer the same URLs under any headers are never shown each other', async () => {
  const number = numbersFrom(7)
  const paths = [
    '/mine',
    '/mine?x=1',
    ...Array.from({ length: 12 }, (_, way) => `/api/mine?way=${way >> 1}${way % 2 ? '&late=1' : ''}`),
  ]
  const shown: string[] = []
  const visitOnce = async (): Promise<void> => {
    const path = paths[number(paths.length)]!
    const [who, other] = number(2) === 0 ? ['anna', 'bert'] : ['bert', 'anna']
    const chosen = Object.entries(hostile).filter(() => number(5) === 0)
    const noise = chosen.map(([name, values]) => [name, values[number(values.length)]] as const)
    const method = number(8) === 0 ? 'HEAD' : 'GET'
    if (number(3) === 0) return visitAsNobody(chosen.length < 4 ? {} : Object.fromEntries(noise))
    const personal = { cookie: `who=${who}`, authorization: `Bearer ${who}` }
    const seen = await ask(path, { method, headers: { ...(Object.fromEntries(noise) as object), ...personal } })
    if (seen.text.includes(other) || /hit|stale/.test(String(status(seen))))
      shown.push(`${path} ${JSON.stringify(noise)}`)
  }
  // Over connections that are kept, where answers for everybody are sent before node:http has read a request.
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  let hits = 0
  const visitAsNobody = async (headers: OutgoingHttpHeaders): Promise<void> => {
    const path = number(2) === 0 ? '/api/stock?item=shared' : paths[number(paths.length)]!
    const seen = await ask(path, { headers, agent })
    if (/anna|bert/.test(seen.text)) shown.push(`${path} to nobody ${JSON.stringify(headers)}`)
    if (String(status(seen)).includes('hit')) hits++
  }
  for (let round = 0; round < 12; round++) await Promise.all(Array.from({ length: 40 }, visitOnce))
  agent.destroy()
  expect(shown).toEqual([])
  expect(hits).toBeGreaterThan(20)
  // And nobody who has no session gets what was theirs.
  for (const path of paths) expect((await ask(path)).text).not.toMatch(/anna|bert/)
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
