/** What one thread puts up with: pages that compute, hang, print, or reject what nobody awaits. */
import { getEventListeners } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openRendererPool, type RendererPool } from './renderer-pool.ts'

const bundle = `
import { appendFileSync } from 'node:fs'
const html = (text) => ({ kind: 'page', status: 200, html: text, data: '{}', revalidate: 1, tags: [] })
const threadId = async () => String((await import('node:worker_threads')).threadId)
const behaviours = {
  '/thread': async () => html(await threadId()),
  '/hangs': () => new Promise(() => {}),
  '/computes': () => { for (const end = Date.now() + 3000; Date.now() < end;); return html('computed') },
  '/rejects': async () => {
    void Promise.reject(new Error('rejected, and not awaited'))
    await new Promise((resolve) => setTimeout(resolve, 20))
    return html(await threadId())
  },
  '/counted': async () => {
    appendFileSync(new URL('../counted', import.meta.url), '.')
    return html(await threadId())
  },
  '/prints': () => {
    for (let line = 0; line < 2000; line++) console.log('printed line ' + line)
    return html('printed')
  },
}
export default { configure() {}, renderStatic: async ({ route }) => behaviours[route]() }
`

let folder: string
let pool: RendererPool

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everfresh-thread-'))
  await mkdir(join(folder, 'server'))
  await writeFile(join(folder, 'server', 'entry-test.mjs'), bundle)
  pool = openRendererPool({
    serverDirectory: join(folder, 'server'),
    settings: {
      ...{ buildId: 'b', basePath: '', trailingSlash: false, assets: {} },
      ...{ mode: 'runtime', largePageDataBytes: 1e6 },
    },
    expireMs: 1e9,
    compress: false,
    threads: 1,
  })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await pool.close()
  await rm(folder, { recursive: true, force: true })
})

const render = (route: string, signal = new AbortController().signal) =>
  pool.render({ kind: 'page', route, params: {}, asPath: route, reason: 'miss' }, signal)
const textOf = async (route: string) => Buffer.from((await render(route)).bodies['html']!).toString()

test('a page that computes for seconds is left to end, though one that was given up hangs in its thread', async () => {
  const thread = await textOf('/thread')
  const abort = new AbortController()
  const hanging = render('/hangs', abort.signal)
  await textOf('/thread')
  abort.abort()
  await expect(hanging).rejects.toMatchObject({ code: 'RENDER_ABORTED' })
  expect(await textOf('/computes')).toBe('computed')
  expect(await textOf('/thread')).toBe(thread)
})

test('pages that waited behind a computation are rendered by the thread that stands in, and never by both', async () => {
  const thread = await textOf('/thread')
  const computing = textOf('/computes')
  const elsewhere = await Promise.all(Array.from({ length: 20 }, () => textOf('/counted')))
  expect(elsewhere).not.toContain(thread)
  expect(await computing).toBe('computed')
  // Had the first thread kept its part, it would have been rendered before this.
  await Promise.all([textOf('/thread'), textOf('/thread')])
  expect(await readFile(join(folder, 'counted'), 'utf8')).toBe('.'.repeat(20))
})

test('a page that was given up before its turn is not rendered', async () => {
  await textOf('/thread')
  const computing = textOf('/computes')
  const abort = new AbortController()
  const waiting = render('/counted', abort.signal)
  abort.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'RENDER_ABORTED' })
  expect(await computing).toBe('computed')
  await textOf('/counted')
  expect(await readFile(join(folder, 'counted'), 'utf8')).toBe('.')
})

test('a promise that a page rejects and nobody awaits is reported, and costs neither the page nor its thread', async () => {
  const complain = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const thread = await textOf('/thread')
  expect(await textOf('/rejects')).toBe(thread)
  await vi.waitFor(() => expect(String(complain.mock.calls.flat())).toContain('rejected, and not awaited'))
})

test('a render that has ended leaves nothing behind at its signal', async () => {
  const { signal } = new AbortController()
  await render('/thread', signal)
  await expect(render('/missing', signal)).rejects.toThrow('is not a function')
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('what pages printed is out when their thread is closed', async () => {
  const print = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  await render('/prints')
  await pool.close()
  const printed = print.mock.calls.map(([chunk]) => String(chunk)).join('')
  for (const line of [0, 1, 1000, 1999]) expect(printed.split(`printed line ${line}\n`)).toHaveLength(2)
})
