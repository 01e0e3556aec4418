/** Several processes on one port over one LMDB store: they show the same, and none of them is needed. */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { runCli, type RunningSite } from '../support/site.ts'
import { visit } from '../support/visitor.ts'
import { isRunning, openInstancesSite, openLines, openLoad, type InstancesSite, type Line } from './instances-site.ts'

// Each starts several processes, which a machine with a lot to do takes a while for.
vi.setConfig({ testTimeout: 150_000 })

let site: InstancesSite
beforeAll(async () => {
  site = await openInstancesSite()
  await site.deploy('one')
})
afterAll(() => site?.remove())

const lines: Line[] = []
async function allOf(server: RunningSite, count: number, gone?: readonly number[]): Promise<Line[]> {
  const opened = await openLines(server, count, gone)
  lines.push(...opened)
  return opened
}
afterEach(() => {
  for (const line of lines.splice(0)) line.close()
})

const settled = (path: string, more: object = {}) =>
  site.source.set(path, { props: { name: path }, revalidate: false, ...more })

describe('several instances', () => {
  let server: RunningSite
  beforeAll(async () => {
    server = await site.start(3)
  })
  afterAll(() => server?.stop())

  test('answer on one port, each with its number, and tell of themselves alone', async () => {
    await expect.poll(() => server.logs(), { timeout: 10_000 }).toMatch(/Ready in \d+ ms, 3 instances/)
    const opened = await allOf(server, 3)
    expect(opened.map(({ number }) => number)).toEqual([1, 2, 3])
    expect(new Set([...opened.map(({ pid }) => pid), server.pid]).size).toBe(4)
    for (const line of opened) {
      expect(JSON.parse((await line.ask('/_everfresh/health?ready')).text)).toMatchObject({
        ...{ status: 'ok', deployment: 'one', store: 'lmdb', engine: { rendersUnderWay: 0 } },
      })
    }
  })

  test('render a cold page once between them (B125, B130, fault 37)', async () => {
    settled('/things/cold')
    const release = site.source.hold('/things/cold')
    const opened = await allOf(server, 3)
    const visits = [...opened, ...opened, ...opened].map((line) => line.ask('/things/cold'))
    await site.source.asked('/things/cold', 1)
    release()
    for (const seen of await Promise.all(visits)) {
      expect(seen).toMatchObject({ status: 200, text: expect.stringContaining('<h1>/things/cold</h1>') })
    }
    expect(site.source.requests('/things/cold')).toBe(1)
  })

  test('show nothing older once res.revalidate has resolved in one of them (B130)', async () => {
    const opened = await allOf(server, 3)
    await Promise.all(opened.map((line) => line.ask('/magazine')))
    for (let round = 0; round < 15; round++) {
      const title = `Edition ${round}.`
      site.source.set('/magazine', { title })
      expect((await opened[round % 3]!.ask('/api/revalidate?path=/magazine')).status).toBe(200)
      for (const seen of await Promise.all(opened.map((line) => line.ask('/magazine')))) {
        expect({ round, cache: seen.cache, isNew: seen.text.includes(title) }).toEqual({
          round,
          cache: 'HIT',
          isNew: true,
        })
      }
    }
  })

  test('serve on when one of them is killed while it renders, and one more render follows (faults 2, 3)', async () => {
    settled('/things/window', { revalidate: 1 })
    const [first, ...others] = await allOf(server, 3)
    await Promise.all([first!, ...others].map((line) => line.ask('/things/window')))
    site.source.forget()
    site.source.set('/things/window', { props: { name: 'Later' }, revalidate: 3600 })
    const release = site.source.hold('/things/window')
    await expect.poll(async () => (await first!.ask('/things/window')).cache, { timeout: 10_000 }).toBe('STALE')
    await site.source.asked('/things/window', 1)
    const load = openLoad(server, '/magazine', 4)
    process.kill(first!.pid, 'SIGKILL')
    for (const line of others) expect(await line.ask('/things/window')).toMatchObject({ status: 200, cache: 'STALE' })
    release()
    // Its lease ends by itself.
    const shown = async () => (await others[0]!.ask('/things/window')).text
    await expect.poll(shown, { timeout: 30_000 }).toContain('Later')
    expect(site.source.requests('/things/window')).toBe(2)

    const again = await allOf(server, 3, [first!.pid])
    expect(again.map(({ number }) => number)).toEqual([1, 2, 3])
    await load.stop()
    // What it was answering as it died.
    expect(load.failures.length, load.failures.join('\n')).toBeLessThanOrEqual(4)
    expect(load.answers()).toBeGreaterThan(50)
    await expect
      .poll(() => server.logs(), { timeout: 10_000 })
      .toMatch(/"instance":1,.*Instance 1 ended with SIGKILL; it is started again/)
  })

  test('replace one that does not answer any more (fault 33)', async () => {
    const [, second, third] = await allOf(server, 3)
    const spinning = second!.ask('/api/spin').catch(() => 'cut off')
    const load = openLoad(server, '/magazine', 4)
    await expect.poll(() => isRunning(second!.pid), { timeout: 30_000 }).toBe(false)
    expect(await spinning).toBe('cut off')
    expect(await third!.ask('/magazine')).toMatchObject({ status: 200, cache: 'HIT' })
    await allOf(server, 3, [second!.pid])
    await load.stop()
    await expect
      .poll(() => server.logs(), { timeout: 10_000 })
      .toContain('Instance 2 does not answer any more, and is killed')
  })

  test('are replaced one by one on SIGHUP, and nobody notices', async () => {
    const before = await allOf(server, 3)
    const pids = before.map(({ pid }) => pid)
    // Idle connections would be waited for.
    for (const line of before) line.close()
    const load = openLoad(server, '/magazine')
    process.kill(server.pid, 'SIGHUP')
    await expect.poll(server.logs, { timeout: 100_000 }).toContain('Every instance was replaced')
    const after = await allOf(server, 3, pids)
    await load.stop()
    expect(load.failures).toEqual([])
    expect(load.answers()).toBeGreaterThan(100)
    expect(after.map(({ number }) => number)).toEqual([1, 2, 3])
    expect(pids.filter(isRunning)).toEqual([])
  })

  test('lose no process to pages that end their thread, and serve what was there (fault 36)', async () => {
    site.source.set('/exits/b', { name: 'Before' })
    const opened = await allOf(server, 3)
    await opened[0]!.ask('/exits/b')
    site.source.set('/exits/b', { exits: true })
    expect((await opened[0]!.ask('/api/revalidate?path=/exits/b')).status).toBe(500)
    for (const line of opened) {
      expect((await line.ask('/exits/b')).text).toContain('Before')
      expect(isRunning(line.pid)).toBe(true)
    }
  })

  test('switch together to what is activated, without an error or a page of neither', async () => {
    const opened = await allOf(server, 3)
    await site.deploy('two')
    const shown = () =>
      Promise.all(opened.map(async (line) => /Printed by (\w+)/.exec((await line.ask('/magazine')).text)?.[1]))
    await expect.poll(shown, { timeout: 30_000 }).toEqual(['two', 'two', 'two'])
    const load = openLoad(server, '/magazine', 4)
    await runCli(site.directory, ['rollback', '-d', site.directory])
    const deployments = () =>
      Promise.all(
        opened.map(async (line) => (JSON.parse((await line.ask('/_everfresh/health')).text) as Health).deployment),
      )
    await expect.poll(deployments, { timeout: 30_000 }).toEqual(['one', 'one', 'one'])
    await load.stop()
    expect(load.failures).toEqual([])
  })

  test('finish what is under way on SIGTERM, and keep what they made (fault 29)', async () => {
    const opened = await allOf(server, 3)
    const paths = opened.map(({ number }) => `/things/slow-${number}`)
    const releases = paths.map((path) => (settled(path), site.source.hold(path)))
    const load = openLoad(server, '/magazine', 4)
    const visits = opened.map((line, index) => line.ask(paths[index]!))
    await Promise.all(paths.map((path) => site.source.asked(path, 1)))
    const stopped = server.stop()
    await expect
      .poll(() => visit(`${server.url}/magazine`).catch(String), { timeout: 20_000 })
      .toContain('ECONNREFUSED')
    for (const release of releases) release()
    for (const seen of await Promise.all(visits)) expect(seen.status).toBe(200)
    expect(await stopped).toEqual({ code: 0, signal: null })
    await load.stop()
    expect(load.failures.filter((failure) => /^5\d\d/.test(failure))).toEqual([])
    expect(opened.map(({ pid }) => pid).filter(isRunning)).toEqual([])

    site.source.forget()
    // These render in the threads that serve, and keep no pages in memory.
    server = await site.start(2, { THREADS: '0', MEMORY: '0' })
    for (const path of paths) expect(await visit(server.url + path)).toMatchObject({ status: 200, cache: 'HIT' })
    expect(paths.map((path) => site.source.requests(path))).toEqual([0, 0, 0])
  })

  test('without memory for pages show the same, at once, from the store (B132)', async () => {
    const opened = await allOf(server, 2)
    for (let round = 0; round < 10; round++) {
      const title = `Unremembered ${round}.`
      site.source.set('/magazine', { title })
      expect((await opened[round % 2]!.ask('/api/revalidate?path=/magazine')).status).toBe(200)
      for (const line of opened) expect((await line.ask('/magazine')).text).toContain(title)
    }
    for (const line of opened) {
      expect(JSON.parse((await line.ask('/_everfresh/health')).text)).toMatchObject({ engine: { memoryEntries: 0 } })
    }
  })

  test('come back when their pages end the process, and what was there is served (fault 36)', async () => {
    site.source.set('/exits/a', { name: 'Before' })
    const [first, second] = await allOf(server, 2)
    await first!.ask('/exits/a')
    site.source.set('/exits/a', { exits: true })
    await expect(first!.ask('/api/revalidate?path=/exits/a')).rejects.toThrow()
    site.source.set('/exits/a', { name: 'After' })
    expect(await second!.ask('/exits/a')).toMatchObject({ status: 200, text: expect.stringContaining('Before') })
    await allOf(server, 2, [first!.pid])
    await expect
      .poll(() => server.logs(), { timeout: 10_000 })
      .toMatch(/Instance 1 ended with code 7; it is started again/)
    expect((await visit(`${server.url}/api/revalidate?path=/exits/a`)).status).toBe(200)
    expect((await visit(`${server.url}/exits/a`)).text).toContain('After')
  })
})

interface Health {
  readonly deployment: string
}

test('what is wrong for all instances is said once, and ends the start', async () => {
  const run = (args: readonly string[], env = {}) =>
    runCli(site.directory, ['start', site.directory, '-p', '0', ...args], env)
  const memory = await run(['--instances', '2'], { EVERFRESH_STORE: 'memory' })
  expect(memory).toMatchObject({ exitCode: 1, output: expect.stringContaining('INSTANCES_SHARE_NOTHING') })
  const store = await run([], { EVERFRESH_INSTANCES: '2', EVERFRESH_STORE: `lmdb:${site.directory}/package.json` })
  expect(store.exitCode).toBe(1)
  expect(store.output.match(/INSTANCE_FAILED/g)).toHaveLength(1)
  expect(store.output.match(/STORE_NOT_WRITABLE/g)).toHaveLength(1)
})
