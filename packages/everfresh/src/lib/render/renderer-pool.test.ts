import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openRendererPool, type RendererPool, type RendererPoolOptions } from './renderer-pool.ts'
import type { StaticTask } from './render-types.ts'

/** A server bundle as the build writes it, with pages that behave as their route says. */
const bundle = `
import { writeFileSync } from 'node:fs'
const html = (text) => ({ kind: 'page', status: 200, html: text, data: '{}', revalidate: 1, tags: ['t'] })
const behaviours = {
  '/plain': () => html('plain'),
  '/large': () => html('large '.repeat(2000)),
  '/throws': () => { throw Object.assign(new TypeError('no data'), { code: 'E_DATA' }) },
  '/throws-text': () => { throw 'text' },
  '/hangs': () => new Promise(() => {}),
  '/loops': () => { writeFileSync(new URL('../looping', import.meta.url), ''); for (;;); },
  '/slow': () => { for (const end = Date.now() + 3000; Date.now() < end;); return html('slow') },
  '/exits': () => process.exit(3),
  '/grows': () => { globalThis.kept = Array.from({ length: 3e6 }, (_, index) => ({ index })); return html('grown') },
  '/thread': async () => html(String((await import('node:worker_threads')).threadId)),
}
export default {
  configure() {},
  renderStatic: async ({ route }) => behaviours[route](),
  staticPaths: async (route) => ({ paths: [{ params: { id: '1' }, asPath: route + '/1' }], fallback: false }),
}
`

let folder: string
let pool: RendererPool

const settings = {
  buildId: 'b',
  basePath: '',
  trailingSlash: false,
  assets: {},
  mode: 'runtime',
  largePageDataBytes: 1e6,
} as const

async function openPool(options: Partial<RendererPoolOptions> = {}): Promise<void> {
  pool = openRendererPool({
    serverDirectory: join(folder, 'server'),
    settings,
    expireMs: 1e9,
    compress: true,
    threads: 1,
    ...options,
  })
}

const task = (route: string): StaticTask => ({ kind: 'page', route, params: {}, asPath: route, reason: 'miss' })
const render = (route: string, signal = new AbortController().signal) => pool.render(task(route), signal)
const textOf = async (route: string) => Buffer.from((await render(route)).bodies['html']!).toString()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everfresh-renderer-'))
  await mkdir(join(folder, 'server'))
  await writeFile(join(folder, 'server', 'entry-test.mjs'), bundle)
})
afterEach(async () => {
  await pool.close()
  await rm(folder, { recursive: true, force: true })
})

test('renders in another thread, with compressed variants of what is worth it', async () => {
  await openPool()
  expect(Object.keys((await render('/plain')).bodies)).toEqual(['html', 'data'])
  const large = await render('/large')
  expect(Object.keys(large.bodies)).toEqual(['html', 'html.gzip', 'data'])
  expect(large).toMatchObject({
    tags: ['t'],
    revalidateMs: 1000,
    attributes: { kind: 'page', status: 200, revalidateSeconds: 1 },
  })
  expect(await textOf('/thread')).not.toBe('0')
})

test('renders in the calling thread when asked to', async () => {
  await openPool({ threads: 0 })
  expect(await textOf('/thread')).toBe(String((await import('node:worker_threads')).threadId))
  expect((await pool.staticPaths('/p')).paths).toEqual([{ params: { id: '1' }, asPath: '/p/1' }])
})

test('hands on what the page threw, with its name, message, code and stack', async () => {
  await openPool()
  await expect(render('/throws')).rejects.toMatchObject({ name: 'TypeError', message: 'no data', code: 'E_DATA' })
  await expect(render('/throws')).rejects.toHaveProperty('stack', expect.stringContaining('entry-test.mjs'))
  await expect(render('/throws-text')).rejects.toThrow('Something that is no Error was thrown: text')
})

test('an abandoned render that hangs costs its thread nothing', async () => {
  await openPool()
  const thread = await textOf('/thread')
  const abort = new AbortController()
  const hanging = render('/hangs', abort.signal)
  abort.abort()
  await expect(hanging).rejects.toMatchObject({ code: 'RENDER_ABORTED' })
  expect(await textOf('/thread')).toBe(thread)
})

test('a render that never gives its thread back loses the thread, and other pages go on', async () => {
  await openPool()
  const abort = new AbortController()
  const looping = render('/loops', abort.signal)
  await vi.waitFor(() => readFile(join(folder, 'looping')), { timeout: 20_000 })
  const waiting = textOf('/plain')
  abort.abort()
  await expect(looping).rejects.toMatchObject({ code: 'RENDER_ABORTED' })
  expect(await waiting).toBe('plain')
})

test('pages that wait behind an endless loop are rendered elsewhere before anybody gives it up', async () => {
  await openPool({ threads: 1 })
  await textOf('/plain')
  const abort = new AbortController()
  const looping = render('/loops', abort.signal)
  expect(await Promise.all([textOf('/plain'), textOf('/plain')])).toEqual(['plain', 'plain'])
  const stillLooping = Symbol('looping')
  expect(await Promise.race([looping, Promise.resolve(stillLooping)])).toBe(stillLooping)
  abort.abort()
  await expect(looping).rejects.toMatchObject({ code: 'RENDER_ABORTED' })
  expect(await textOf('/plain')).toBe('plain')
})

test('one thread stands in for a blocked one as long as that is blocked', async () => {
  await openPool({ threads: 1 })
  await textOf('/plain')
  const abort = new AbortController()
  const looping = render('/loops', abort.signal)
  const standIn = await textOf('/thread')
  for (let count = 0; count < 5; count++) expect(await textOf('/thread')).toBe(standIn)
  abort.abort()
  await expect(looping).rejects.toMatchObject({ code: 'RENDER_ABORTED' })
})

test('a render that is only slow is not given up because others wait behind it', async () => {
  await openPool({ threads: 1 })
  await textOf('/plain')
  const slow = textOf('/slow')
  expect(await textOf('/plain')).toBe('plain')
  expect(await slow).toBe('slow')
})

test('a render that was moved to another thread can still be abandoned', async () => {
  await openPool({ threads: 1 })
  await textOf('/plain')
  const [first, second] = [new AbortController(), new AbortController()]
  const looping = render('/loops', first.signal)
  const hanging = render('/hangs', second.signal)
  // Answered by the thread that stands in: so is the one before it.
  await textOf('/plain')
  second.abort()
  first.abort()
  await expect(hanging).rejects.toMatchObject({ code: 'RENDER_ABORTED' })
  await expect(looping).rejects.toMatchObject({ code: 'RENDER_ABORTED' })
})

test('a page that ends its process ends a thread only, and says so after a second try', async () => {
  await openPool()
  await expect(render('/exits')).rejects.toMatchObject({ code: 'RENDER_THREAD_LOST' })
  expect(await textOf('/plain')).toBe('plain')
})

test('a thread whose memory has grown past the limit is replaced', async () => {
  await openPool({ memoryLimitBytes: 100 * 1024 * 1024 })
  const first = await textOf('/thread')
  await render('/grows')
  expect(await textOf('/thread')).not.toBe(first)
})

test('a bundle that cannot be loaded is the error of each render', async () => {
  await writeFile(join(folder, 'server', 'entry-test.mjs'), 'throw new Error("no database")')
  await openPool()
  await expect(render('/plain')).rejects.toThrow('no database')
  await expect(render('/plain')).rejects.toThrow('no database')
})

test('refuses work once it is closed', async () => {
  await openPool()
  await pool.close()
  await expect(render('/plain')).rejects.toMatchObject({ code: 'RENDER_ABORTED' })
})
