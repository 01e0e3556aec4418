/** Several processes over Redis that is not there when they start, goes, and comes back; and over a folder that machines share. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { startRedis, type RedisServer } from '../../packages/store-redis/src/lib/testing/redis-server.ts'
import type { RunningSite } from '../support/site.ts'
import { visit, visitUntil } from '../support/visitor.ts'
import { openInstancesSite, openLines, type InstancesSite, type Line } from './instances-site.ts'

// Each starts several processes, which a machine with a lot to do takes a while for.
vi.setConfig({ testTimeout: 150_000 })

let site: InstancesSite
let redis: RedisServer
let server: RunningSite | undefined
beforeAll(async () => {
  site = await openInstancesSite()
  redis = await startRedis({ password: 'a-secret' })
  await site.deploy('one')
})
afterAll(async () => {
  await redis?.stop()
  await site?.remove()
})
afterEach(async () => {
  await server?.stop()
  server = undefined
})

const statusOf = async (url: string) => {
  const { status, text } = await visit(`${url}/_everfresh/health?ready`)
  return { status, says: (JSON.parse(text) as { status: string }).status }
}

/** What one of them revalidates, all of them show. */
async function expectSame(lines: readonly Line[]): Promise<void> {
  for (let round = 0; round < 4; round++) {
    const title = `Shared ${round}.`
    site.source.set('/magazine', { title })
    // A store with a lot to do may take longer than it is given: then a webhook tries again.
    const revalidated = async () => {
      const { status, text } = await lines[round % 2]!.ask('/api/revalidate?path=/magazine')
      return status === 200 ? 'revalidated' : text
    }
    await expect.poll(revalidated, { timeout: 20_000 }).toBe('revalidated')
    for (const line of lines) expect((await line.ask('/magazine')).text).toContain(title)
  }
  for (const line of lines) line.close()
}

test('start without their store, serve the build, marked, and go on by themselves when it comes (fault 21)', async () => {
  await redis.kill()
  site.source.forget()
  server = await site.start(2, { EVERFRESH_STORE: redis.url })
  const { url } = server
  for (const path of ['/magazine', '/fixed']) {
    const seen = await visit(url + path)
    expect(seen).toMatchObject({
      status: 200,
      headers: { 'cache-status': expect.stringContaining('store-unavailable') },
    })
  }
  expect(await statusOf(url)).toEqual({ status: 200, says: 'degraded' })
  expect((await visit(`${url}/api/revalidate?path=/magazine`)).status).toBe(500)

  await redis.restart()
  const lines = await openLines(server, 2)
  for (const line of lines) {
    await expect
      .poll(async () => (await line.ask('/magazine')).headers['cache-status'], { timeout: 30_000 })
      .not.toContain('store-unavailable')
    expect((await line.ask('/magazine')).cache).toBe('HIT')
    line.close()
  }
  expect(await statusOf(url)).toEqual({ status: 200, says: 'ok' })
  // Nothing was rendered: not now, and not then.
  expect([site.source.requests('/magazine'), site.source.requests('/fixed')]).toEqual([0, 0])
  site.source.set('/magazine', { title: 'Second edition.' })
  expect((await visit(`${url}/api/revalidate?path=/magazine`)).status).toBe(200)
  expect((await visit(`${url}/magazine`)).text).toContain('Second edition.')
  expect(server.logs()).not.toContain('a-secret')
})

test('bring the build into the store behind, and show the same without memory for pages (B132)', async () => {
  await redis.restart({ empty: true })
  server = await site.start(2, { EVERFRESH_STORE: redis.url, MEMORY: '0' })
  const keys = async () => ((await redis.cli('KEYS', '*')) as string[]).length
  await expect.poll(keys, { timeout: 30_000 }).toBeGreaterThan(3)
  site.source.forget()
  expect(await visitUntil(`${server.url}/fixed`, ({ cache }) => cache === 'HIT')).toMatchObject({ status: 200 })
  expect(site.source.requests('/fixed')).toBe(0)
  await expectSame(await openLines(server, 2))
})

test('keep what is to be revalidated while their store is away, over kill -9, and tell it when it comes', async () => {
  await redis.restart({ empty: true })
  const env = { EVERFRESH_STORE: redis.url, WHILE_AWAY: 'queue' }
  server = await site.start(1, env)
  await visitUntil(`${server.url}/magazine`, ({ cache }) => cache === 'HIT')
  await redis.kill()
  const secrets = await readFile(join(site.directory, '.everfresh/preview.json'), 'utf8')
  const { previewModeId } = JSON.parse(secrets) as { previewModeId: string }
  const headers = { 'x-prerender-revalidate': previewModeId }
  site.source.set('/magazine', { title: 'Late edition.' })
  expect(await visit(`${server.url}/magazine`, { headers })).toMatchObject({ status: 202 })
  const refused = await visit(`${server.url}/api/revalidate?path=/magazine`)
  expect(refused).toMatchObject({ status: 500, text: expect.stringContaining('is to be revalidated when') })
  expect((await visitUntil(`${server.url}/magazine`, ({ text }) => text.includes('Late edition.'))).status).toBe(200)
  await server.kill()
  await redis.restart()
  server = await site.start(1, env)
  const seen = await visitUntil(
    `${server.url}/magazine`,
    ({ cache, headers, text }) =>
      text.includes('Late edition.') && cache === 'HIT' && !headers['cache-status']?.includes('store-unavailable'),
  )
  expect(seen.status).toBe(200)
  await expect.poll(() => readdir(join(site.directory, '.everfresh/pending')), { timeout: 20_000 }).toEqual([])
})

test('share pages in a folder, as pods do', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'everfresh-shared-'))
  try {
    server = await site.start(2, { EVERFRESH_STORE: `filesystem:${folder}` })
    await expectSame(await openLines(server, 2))
    expect((await readdir(folder)).length).toBeGreaterThan(0)
  } finally {
    await server?.stop()
    server = undefined
    await rm(folder, { recursive: true })
  }
})
