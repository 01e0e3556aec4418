/** `res.revalidate` and `res.unstable_revalidate`: how they are called, what they answer, which data they show; and crowds. */
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Visit } from '../support/visitor.ts'
import { openFaultySite, type FaultySite } from './faulty-site.ts'

let site: FaultySite
beforeAll(async () => {
  site = await openFaultySite({ timeoutSeconds: 20 })
})
afterAll(() => site?.remove())

const messageOf = ({ text }: Visit) => (JSON.parse(text) as { message?: string }).message
const heading = async (path: string) => /<h1>(.*?)<\/h1>/.exec((await site.page(path)).text)?.[1]

test('resolves with nothing after the new page is published (B110)', async () => {
  site.mend('plain', 'Old')
  await site.page('/things/plain')
  site.mend('plain', 'New')
  expect(JSON.parse((await site.revalidate('/things/plain')).text)).toEqual({ revalidated: true })
  expect((await site.page('/things/plain')).cache).toBe('HIT')
  expect(await heading('/things/plain')).toBe('New')
})

test.each(['unbound', 'old'] as const)(
  'works %s from its response, with a path or an array (B109, B119)',
  async (how) => {
    for (const paths of [`/things/${how}`, [`/things/${how}`, `/things/${how}-too`]]) {
      const name = `${how} ${JSON.stringify(paths).length}`
      for (const id of [how, `${how}-too`]) site.mend(id, name)
      expect((await site.revalidate(paths, undefined, how)).status).toBe(200)
      for (const path of [paths].flat()) expect(await heading(path)).toBe(name)
    }
  },
)

test('works as `paths.map(res.revalidate)` (B119)', async () => {
  const paths = [1, 2, 3].map((number) => `/things/mapped-${number}`)
  for (const path of paths) site.source.set(path, { props: { name: path } })
  expect((await site.revalidate(paths, undefined, 'map')).status).toBe(200)
  for (const path of paths) expect(await site.page(path)).toMatchObject({ cache: 'HIT' })
})

test.each([
  ['things/1', 'things/1'],
  ['', ''],
  ['https://example.com/things/1', 'https://example.com/things/1'],
  [42, '42'],
  [null, 'null'],
  [{}, '[object Object]'],
])('refuses %j, which is no path (B114)', async (given, printed) => {
  expect(messageOf(await site.revalidate(given))).toBe(
    `Invalid urlPath provided to revalidate(), must be a path e.g. /blog/post-1, received ${printed}`,
  )
})

test('refuses a list with anything in it that is no path, before it begins (B114)', async () => {
  site.source.forget()
  expect(messageOf(await site.revalidate(['/things/listed', 7]))).toMatch(/must be a path/)
  expect(site.source.requests('/things/listed')).toBe(0)
})

test.each(['/nowhere', '/things', '//example.com/x', '/things/a/b', '/_next/static/x.js'])(
  'rejects %s, which is no page (B115, fault 41)',
  async (path) => {
    const answer = await site.revalidate(path)
    expect(answer.status).toBe(500)
    expect(messageOf(answer)).toBe(`Failed to revalidate ${path}: Invalid response 404`)
  },
)

test.each(['/things/a#top', '/things/%zz', '/things/%00', '/things/../x'])(
  'rejects %s, which nobody could ask for (B89, fault 41)',
  async (path) => {
    expect(messageOf(await site.revalidate(path))).toBe(`Failed to revalidate ${path}: Invalid response 400`)
  },
)

test('rejects a path whose page fails, and names all that failed of a list, after the others are done (B88, B115)', async () => {
  site.tell('fails', 'throw')
  site.tell('fails-too', 'undefined')
  site.mend('succeeds', 'Done')
  expect(messageOf(await site.revalidate('/things/fails'))).toBe(
    'Failed to revalidate /things/fails: Invalid response 500',
  )
  const several = messageOf(await site.revalidate(['/things/fails', '/things/succeeds', '/things/fails-too']))
  expect(several).toContain('/things/fails: Invalid response 500')
  expect(several).toContain('/things/fails-too: Invalid response 500')
  expect(several).not.toContain('succeeds')
  expect(await heading('/things/succeeds')).toBe('Done')
})

test('is content with a page that became not found or moved, and with pages that are made per request (B113, B116)', async () => {
  site.source.set('/things/gone', { notFound: true })
  site.source.set('/things/moved', { redirect: { destination: '/ssr', permanent: false } })
  for (const path of ['/things/gone', '/things/moved', '/ssr']) expect((await site.revalidate(path)).status).toBe(200)
})

test('with unstable_onlyGenerated, leaves alone what was never generated (B117, fault 42)', async () => {
  const options = { unstable_onlyGenerated: true }
  site.mend('never', 'Never')
  expect((await site.revalidate('/things/never', options)).status).toBe(200)
  expect(site.source.requests('/things/never')).toBe(0)
  await site.page('/things/never')
  site.mend('never', 'Now')
  expect((await site.revalidate('/things/never', options)).status).toBe(200)
  expect(await heading('/things/never')).toBe('Now')
})

test.each(['/things/spelled', '/things/spelled/', '/things/spelled?a=1', '/things/%73pelled'])(
  'means one page by %s as by its plain path (B10, B118)',
  async (path) => {
    site.mend('spelled', 'Before')
    await site.revalidate('/things/spelled')
    site.mend('spelled', `After ${path.length}`)
    expect((await site.revalidate(path)).status).toBe(200)
    expect(await heading('/things/spelled')).toBe(`After ${path.length}`)
  },
)

test('during a slow regeneration that began before it, waits for one with newer data (B128)', async () => {
  const path = '/things/slow'
  site.mend('slow', 'Version 1', 1)
  await site.page(path)
  site.mend('slow', 'Version 2', 1)
  await setTimeout(1100)
  // The regeneration reads version 2, and is slow to come back with it.
  site.source.forget()
  const { release, read } = site.source.holdAnswer(path)
  expect(await site.page(path)).toMatchObject({ cache: 'STALE' })
  await read
  site.mend('slow', 'Version 3', 1)
  const revalidated = site.revalidate(path)
  await setTimeout(300)
  release()
  expect((await revalidated).status).toBe(200)
  expect(await heading(path)).toBe('Version 3')
  expect(site.source.requests(path)).toBe(2)
})

test('calls that come together share renders, and each sees the data of before its call (B129, fault 40)', async () => {
  const path = '/things/often'
  site.mend('often', 'Often')
  await site.page(path)
  site.source.forget()
  const release = site.source.hold(path)
  const first = site.revalidate(path)
  await site.source.asked(path, 1)
  const others = Array.from({ length: 50 }, () => site.revalidate(path))
  await setTimeout(1000)
  release()
  const answers = await Promise.all([first, ...others])
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  // The one that was under way, one for all that came meanwhile, and one more for a straggler.
  expect(site.source.requests(path)).toBeGreaterThanOrEqual(2)
  expect(site.source.requests(path)).toBeLessThanOrEqual(3)
})

test('a storm of calls for many pages succeeds, and pages that are there are served meanwhile', async () => {
  const paths = Array.from({ length: 150 }, (_, index) => `/things/storm-${index}`)
  for (const path of paths) site.source.set(path, { props: { name: path } })
  site.mend('calm', 'Calm')
  await site.page('/things/calm')
  let ended = false
  const storm = Promise.all(paths.map((path) => site.revalidate(path))).finally(() => (ended = true))
  while (!ended) expect(await site.page('/things/calm')).toMatchObject({ status: 200, cache: 'HIT' })
  expect((await storm).map(({ status }) => status)).toEqual(paths.map(() => 200))
  for (const path of paths) expect(site.source.requests(path)).toBe(1)
})

test('a crowd on a page that nobody has made gets the same bytes from one render (B125, fault 37)', async () => {
  const path = '/things/crowded'
  site.mend('crowded', 'Crowded')
  const release = site.source.hold(path)
  const visits = Array.from({ length: 500 }, () => site.page(path))
  await site.source.asked(path, 1)
  await setTimeout(500)
  release()
  const answers = await Promise.all(visits)
  expect(new Set(answers.map(({ status, bytes }) => `${status} ${bytes.toString()}`)).size).toBe(1)
  expect(answers[0]!.status).toBe(200)
  expect(site.source.requests(path)).toBe(1)
})

test('a crowd on a page that is fresh for a second causes one render a second (B7, fault 45)', async () => {
  const path = '/things/busy'
  site.mend('busy', 'Busy', 1)
  await site.page(path)
  site.source.forget()
  const began = performance.now()
  const visitor = async () => {
    while (performance.now() - began < 3_500) expect(await site.page(path)).toMatchObject({ status: 200 })
  }
  await Promise.all(Array.from({ length: 16 }, visitor))
  const seconds = (performance.now() - began) / 1000
  expect(site.source.requests(path)).toBeGreaterThanOrEqual(2)
  expect(site.source.requests(path)).toBeLessThanOrEqual(Math.ceil(seconds))
})
