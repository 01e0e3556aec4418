/** Code can be taken back, content never is: the deployments 123 and 345 of a magazine, under a server that runs on. */
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSite, type RunningSite } from '../support/site.ts'
import { buildIdOf, visit, visitDuring, visitUntil, type Visit } from '../support/visitor.ts'
import { openLastingSite, revalidate, switchedTo, type LastingSite } from './lasting-site.ts'

let site: LastingSite
let server: RunningSite
/** A file of 123 that 345 has no more. */
let assetOf123: string

beforeAll(async () => {
  site = await openLastingSite({
    '/magazine': { title: 'Smshng Magazine' },
    '/things/kept': { props: { name: 'Kept' }, revalidate: false },
  })
  await site.write('public/hello.txt', 'hello from 123')
  await site.deploy('123')
  server = await startSite(site.directory, { env: site.env })
})
afterAll(async () => {
  await server?.stop()
  await site?.remove()
})

const page = (path: string) => visit(server.url + path)
const dataOf = (id: string, path: string) => visit(`${server.url}/_next/data/${id}${path}.json`)
const heading = ({ text }: Visit) => /<h1[^>]*>(.*?)<\/h1>/.exec(text)?.[1]

async function activate(id: string) {
  expect(await site.rollback(id)).toMatchObject({ exitCode: 0 })
  await switchedTo(server, id)
}

const badCode = `import { read } from '../source.js'
  export default function Magazine({ title }) { return <h1 className="bad">{title} is broken</h1> }
  export async function getStaticProps() { return { props: { title: (await read('/magazine')).title } } }`
const badTicker = `import { read } from '../source.js'
  export default function Ticker({ news }) { return <h1 className="bad">{news} is broken</h1> }
  export async function getStaticProps() { return { props: { news: await read('/ticker') }, revalidate: 1 } }`

test('a title that was corrected without a deploy stays corrected through bad code and the rollback from it (B144, fault 85)', async () => {
  expect(heading(await page('/magazine'))).toBe('Smshng Magazine')
  expect(await page('/things/kept')).toMatchObject({ status: 200, cache: 'MISS' })
  site.source.set('/magazine', { title: 'Smashing Magazine' })
  expect((await revalidate(server, '/magazine')).status).toBe(200)
  expect(heading(await page('/magazine'))).toBe('Smashing Magazine')
  assetOf123 = scriptOf(await page('/magazine'), 'magazine')

  await site.write('pages/magazine.js', badCode)
  await site.write('pages/ticker.js', badTicker)
  await site.deploy('345')
  await switchedTo(server, '345')
  expect(heading(await page('/magazine'))).toBe('Smashing Magazine is broken')

  // Nothing can be fetched while it is rolled back: what was persisted is what is shown.
  site.source.fail('/magazine')
  await activate('123')
  for (let visits = 0; visits < 3; visits += 1) {
    const seen = await page('/magazine')
    expect({ status: seen.status, heading: heading(seen) }).toEqual({ status: 200, heading: 'Smashing Magazine' })
  }
  site.source.set('/magazine', { title: 'Smashing Magazine' })
})

test('the list shows both deployments and which of them is active', async () => {
  expect(await site.deployments()).toEqual({ ids: ['345', '123'], active: '123' })
})

test('an unknown deployment is refused by name, and the active one stays (fault 88)', async () => {
  const refused = await site.rollback('999')
  expect(refused.exitCode).toBe(1)
  expect(refused.output).toContain('There is no deployment "999". Known: 345, 123.')
  expect(refused.output).toContain('UNKNOWN_DEPLOYMENT')
  for (const id of ['../123', '']) expect((await site.rollback(id)).exitCode).toBe(1)
  expect((await site.deployments()).active).toBe('123')
})

test('rollback without an id activates the one that was active before', async () => {
  expect(await site.rollback()).toMatchObject({ exitCode: 0, output: expect.stringContaining('345') })
  await switchedTo(server, '345')
  expect(heading(await page('/magazine'))).toContain('is broken')
})

test('a route whose code a deploy leaves alone goes on with its entries, a changed one gets new ones (invariant 10)', async () => {
  const thing = await page('/things/kept')
  expect({ cache: thing.cache, build: buildIdOf(thing) }).toEqual({ cache: 'HIT', build: '123' })
  expect(site.source.requests('/things/kept')).toBe(1)
  expect(buildIdOf(await page('/magazine'))).toBe('345')

  await activate('123')
  expect(buildIdOf(await page('/magazine'))).toBe('123')
  expect((await page('/things/kept')).cache).toBe('HIT')
  expect(site.source.requests('/things/kept')).toBe(1)
  await activate('345')
})

test('content that was revalidated while 345 was live is not undone by the rollback (fault 86)', async () => {
  site.source.set('/magazine', { title: 'Second edition' })
  expect((await revalidate(server, '/magazine')).status).toBe(200)
  await activate('123')
  expect(heading(await page('/magazine'))).toBe('Second edition')
})

test('content that was regenerated by time while 345 was live is not undone by the rollback (invariant 10)', async () => {
  await activate('345')
  site.source.set('/ticker', 'Later news')
  await visitUntil(`${server.url}/ticker`, (seen) => heading(seen) === 'Later news is broken')
  await activate('123')
  expect(heading(await page('/ticker'))).toBe('Later news')
})

test('data requests of an older client are answered while the code of their route is the same, else with 404 (fault 73)', async () => {
  await activate('345')
  expect(await dataOf('123', '/stable')).toMatchObject({ status: 200, text: expect.stringContaining('As ever') })
  expect(await dataOf('345', '/stable')).toMatchObject({ status: 200, text: expect.stringContaining('As ever') })
  expect(await dataOf('345', '/magazine')).toMatchObject({ status: 200 })
  expect(await dataOf('123', '/magazine')).toMatchObject({ status: 404 })
  expect(await dataOf('999', '/stable')).toMatchObject({ status: 404 })
})

test('hashed assets of an earlier deployment are still answered, its public files are not (fault 87)', async () => {
  const asset = await page(assetOf123)
  expect(asset).toMatchObject({ status: 200 })
  expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  const unknown = await page(assetOf123.replace(/[^/]+$/, 'never-was.js'))
  expect(unknown.status).toBe(404)
  expect(unknown.headers['cache-control']).toMatch(/no-store/)
})

test('a switch under continuous requests answers every one of them, each from one deployment (fault 84)', async () => {
  const seen = new Map<string, number>()
  const note = (answer: Visit, url: string) => {
    const key = `${new URL(url).pathname} ${answer.status} ${buildIdOf(answer)} ${heading(answer)}`
    seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  const urls = ['/magazine', '/magazine', '/things/kept', '/ticker'].map((path) => server.url + path)
  await visitDuring(urls, note, async () => {
    for (const id of ['123', '345', '123', '345', '123']) {
      await activate(id)
      await setTimeout(300)
    }
  })
  expect([...seen.keys()].sort()).toEqual([
    '/magazine 200 123 Second edition',
    '/magazine 200 345 Second edition is broken',
    '/things/kept 200 123 Kept',
    '/ticker 200 123 Later news',
    '/ticker 200 345 Later news is broken',
  ])
})

test('a server that starts later serves the deployment that was activated last', async () => {
  expect(await site.rollback('345')).toMatchObject({ exitCode: 0 })
  await server.stop()
  server = await startSite(site.directory, { env: site.env })
  expect(heading(await page('/magazine'))).toBe('Second edition is broken')
})

/** The page's own script, by the name of its file in `pages/`. */
function scriptOf({ text }: Visit, name: string): string {
  const scripts = [...text.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, url]) => url!)
  const script = scripts.find((url) => url.includes(name))
  if (script === undefined) throw new Error(`None of ${scripts.join(', ')} is the script of ${name}`)
  return script
}
