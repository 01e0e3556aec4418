/** Health, and an end in good order: what is under way is finished, and what it made is kept. */
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visit } from '../support/visitor.ts'
import { openHostileSite, type HostileSite } from './hostile-site.ts'

let site: HostileSite
beforeAll(async () => {
  site = await openHostileSite()
})
afterAll(() => site?.remove())

test('the health endpoint names the deployment, its store and its work, and is kept by nobody', async () => {
  const alive = await site.ask('/_everfresh/health')
  expect(alive).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } })
  expect(JSON.parse(alive.text)).toMatchObject({ status: 'ok', store: 'lmdb', engine: { rendersUnderWay: 0 } })
  expect((await site.ask('/_everfresh/health?ready')).status).toBe(200)
})

test('SIGTERM lets a slow request and a slow page finish, and what it made is there after the restart (fault 29)', async () => {
  site.source.set('/slow', 1)
  site.source.set('/posts/slow', { text: 'Slow but whole' })
  const releases = [site.source.hold('/slow'), site.source.hold('/posts/slow')]
  const api = visit(`${site.server.url}/api/slow`)
  const page = visit(`${site.server.url}/posts/slow`)
  await Promise.all([site.source.asked('/slow', 1), site.source.asked('/posts/slow', 1)])

  const stopped = site.server.stop()
  await setTimeout(300)
  await expect(visit(`${site.server.url}/`)).rejects.toThrow('ECONNREFUSED')
  for (const release of releases) release()
  expect(await api).toMatchObject({ status: 200, text: '{"done":true}' })
  expect(await page).toMatchObject({ status: 200, text: expect.stringContaining('Slow but whole') })
  expect(await stopped).toEqual({ code: 0, signal: null })

  site.source.forget()
  await site.restart()
  expect(await site.ask('/posts/slow')).toMatchObject({ cache: 'HIT', text: expect.stringContaining('Slow but whole') })
  expect(site.source.requests('/posts/slow')).toBe(0)
})

test('SIGTERM lets a revalidation finish, and publishes what it made (fault 29)', async () => {
  site.source.set('/posts/short', { text: 'Before' })
  await site.ask('/posts/short')
  site.source.set('/posts/short', { text: 'After' })
  const { release, read } = site.source.holdAnswer('/posts/short')
  const secret = await site.previewModeId()
  const revalidated = site.ask('/posts/short', { headers: { 'x-prerender-revalidate': secret } })
  await read
  const stopped = site.server.stop()
  await setTimeout(200)
  release()
  expect((await revalidated).status).toBe(200)
  expect((await stopped).code).toBe(0)
  await site.restart()
  expect((await site.ask('/posts/short')).text).toContain('After')
})

test('a second signal, a second later, ends the process at once; one that follows closely is the same', async () => {
  site.source.hold('/posts/stuck')
  site.source.set('/posts/stuck', { text: 'Stuck' })
  const stuck = site.ask('/posts/stuck').catch(() => 'cut off')
  await site.source.asked('/posts/stuck', 1)
  const { pid } = site.server
  const stopped = site.server.stop()
  await setTimeout(300)
  process.kill(pid, 'SIGTERM')
  await setTimeout(800)
  expect(await Promise.race([stuck, Promise.resolve('waiting')])).toBe('waiting')
  process.kill(pid, 'SIGTERM')
  expect((await stopped).code).toBe(1)
  expect(await stuck).toBe('cut off')
  await site.restart()
})
