/** `instrumentation.ts`: registered in each thread before it serves, and told what fails. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { openDataSource, type DataSource } from '../support/data-source.ts'
import { buildSite, copySite, devSite, startSite, type RunningSite, type SiteCopy } from '../support/site.ts'
import { visit } from '../support/visitor.ts'

let folder: string
let source: DataSource
let copy: SiteCopy
let server: RunningSite | undefined
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everfresh-instrumentation-'))
  source = await openDataSource()
  copy = await copySite('instrumentation')
  await buildSite(copy.directory, { env: env() })
})
afterAll(async () => {
  await source?.close()
  await copy?.remove()
  await rm(folder, { recursive: true, force: true })
})

let round = 0
beforeEach(() => void round++)
afterEach(async () => {
  await server?.stop()
  server = undefined
})

const file = () => join(folder, `${round}.jsonl`)
const env = () => ({ SOURCE: source.url, RECORD: file() })

interface Recorded {
  readonly registered?: string
  readonly error?: string
  readonly request?: { readonly path: string; readonly method: string; readonly headers: Record<string, string> }
  readonly context?: Record<string, string>
  readonly isMainThread: boolean
}

async function recorded(): Promise<Recorded[]> {
  const lines = (await readFile(file(), 'utf8').catch(() => '')).split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as Recorded)
}

const errors = async () => (await recorded()).filter(({ error }) => error !== undefined)
/** Nobody waits for a report, so it may come after the answer. */
const reports = (count: number) =>
  vi.waitFor(async () => expect(await errors()).toHaveLength(count), 10_000).then(errors)

const page = (path: string) => visit(server!.url + path)
const context = (routePath: string, routeType: string) => ({ routerKind: 'Pages Router', routePath, routeType })

test('a build does not register: no server is there to observe', async () => {
  round = 0
  expect(await recorded()).toEqual([])
})

describe('a server', () => {
  beforeEach(async () => void (server = await startSite(copy.directory, { env: env() })))

  test('registers once before it is ready, and once in each render thread before it renders', async () => {
    expect((await recorded()).filter(({ isMainThread }) => isMainThread)).toEqual([
      { registered: 'nodejs', isMainThread: true },
    ])
    source.set('/things/first', { name: 'First' })
    for (const path of ['/', '/things/first', '/things/first', '/per-request']) await page(path)
    const registered = (await recorded()).filter((each) => each.registered !== undefined)
    expect(registered.filter(({ isMainThread }) => isMainThread)).toHaveLength(1)
    expect(registered.some(({ isMainThread }) => !isMainThread)).toBe(true)
  })

  test('tells of a page that fails at its first visit, without any visitor (B81)', async () => {
    source.set('/things/broken', { name: 'throw' })
    expect((await page('/things/broken?secret=1')).status).toBe(500)
    expect(await reports(1)).toEqual([
      {
        error: 'The page broke',
        request: { path: '/things/broken', method: 'GET', headers: {} },
        context: { ...context('/things/[id]', 'render'), revalidateReason: 'stale' },
        isMainThread: false,
      },
    ])
  })

  test('tells of a regeneration that fails behind a visitor, and on demand (B81, B120)', async () => {
    source.set('/things/later', { name: 'Good' })
    expect((await page('/things/later')).text).toContain('Good')
    source.set('/things/later', { name: 'component' })
    await vi.waitFor(async () => expect((await page('/things/later')).cache).toBe('STALE'), 10_000)
    const [background] = await reports(1)
    expect(background).toMatchObject({ error: 'The component broke', context: { revalidateReason: 'stale' } })
    expect((await page('/api/revalidate?path=/things/later')).status).toBe(500)
    const reasons = await vi.waitFor(async () => {
      const all = (await errors()).map((each) => each.context?.['revalidateReason'] ?? each.context?.['routeType'])
      expect(all).toEqual(expect.arrayContaining(['on-demand', 'route']))
      return all
    }, 10_000)
    expect(reasons).toContain('stale')
    expect((await page('/things/later')).text).toContain('Good')
  })

  test('tells of getServerSideProps and API routes, with their request (B81)', async () => {
    const headers = { 'x-told': 'yes' }
    const failed = await visit(`${server!.url}/per-request?a=1`, { headers })
    expect(failed.status).toBe(500)
    expect((await visit(`${server!.url}/api/throw?b=2`, { method: 'POST', headers })).status).toBe(500)
    expect(await reports(2)).toMatchObject([
      {
        error: 'The request broke',
        request: { path: '/per-request?a=1', method: 'GET', headers },
        context: context('/per-request', 'render'),
        isMainThread: true,
      },
      {
        error: 'The route broke',
        request: { path: '/api/throw?b=2', method: 'POST', headers },
        context: context('/api/[name]', 'route'),
      },
    ])
  })

  test('tells of renders that take too long, or lose their thread (B81)', async () => {
    source.set('/things/lost', { name: 'exit' })
    source.set('/things/endless', { name: 'hang' })
    // One after the other: they share a thread, which the first of them ends.
    for (const path of ['/things/lost', '/things/endless']) expect((await page(path)).status).toBe(500)
    const told = (await reports(2)).sort((a, b) => a.request!.path.localeCompare(b.request!.path))
    expect(told).toMatchObject([
      {
        error: expect.stringContaining('abandoned after 10000 ms'),
        request: { path: '/things/endless' },
        isMainThread: true,
      },
      { error: expect.stringContaining('The thread that rendered this page ended'), request: { path: '/things/lost' } },
    ])
    expect(told[0]!.context).toEqual({ ...context('/things/[id]', 'render'), revalidateReason: 'stale' })
  })

  test('goes on when onRequestError fails itself', async () => {
    await page('/per-request')
    await vi.waitFor(() => expect(server!.logs()).toContain('The collector is away'), 10_000)
    expect((await page('/')).text).toContain('<h1>Home</h1>')
  })
})

test('a server does not start when it cannot register, and says why', async () => {
  const started = startSite(copy.directory, { env: { ...env(), REGISTER: 'throw' } })
  await expect(started).rejects.toThrow('No connection to the collector')
})

test('development registers, and tells of errors (B81)', async () => {
  server = await devSite(copy.directory, { env: env() })
  source.set('/things/broken', { name: 'throw' })
  for (const path of ['/', '/things/broken', '/per-request', '/api/throw']) await page(path)
  expect((await reports(3)).map(({ context: { routePath } = {} }) => routePath)).toEqual([
    '/things/[id]',
    '/per-request',
    '/api/[name]',
  ])
  expect((await recorded()).filter(({ registered }) => registered !== undefined)).toEqual([
    { registered: 'nodejs', isMainThread: true },
  ])
})
