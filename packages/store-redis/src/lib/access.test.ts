import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { aclFor } from './testing/acl.ts'
import { startRedis, startRedisCluster } from './testing/redis-servers.ts'
import { entryOf, htmlOf, open, pageOf, publish, stopped } from './testing/scene.ts'

const patient = { connectTimeoutMs: 10_000, commandTimeoutMs: 5_000, bodyTimeoutMs: 5_000 }

/** A certificate for this machine that signs itself. */
function certificate() {
  const folder = mkdtempSync(join(tmpdir(), 'everfresh-certificate-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost']
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1']
  const args = ['req', '-x509', ...curve, '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject]
  execFileSync('openssl', args, { stdio: 'ignore' })
  return { cert, key, ca: cert }
}

describe('the way to the server', () => {
  it('is TLS where the address says so, and only to a server that is trusted', async () => {
    const tls = certificate()
    const server = stopped(await startRedis({ tls }))
    expect(server.url).toMatch(/^rediss:/)
    const store = await open({ url: server.url, ...patient, tls: { ca: readFileSync(tls.ca) } })
    await publish(store, '/page', 'encrypted')
    expect(await htmlOf(store, '/page')).toBe('encrypted')
    const distrustful = await open({ url: server.url, ...patient, connectTimeoutMs: 500 })
    const refusal = async () => Promise.resolve(distrustful.head()).catch((error: unknown) => String(error))
    await expect.poll(refusal, { timeout: 20_000 }).toMatch(/cannot be reached.*certificate/i)
  })

  it('may be a Unix socket', async () => {
    const server = stopped(await startRedis())
    const store = await open({ url: `unix://${server.socket}`, ...patient })
    await publish(store, '/page', 'local')
    expect(await htmlOf(store, '/page')).toBe('local')
  })

  it('may lead to another database', async () => {
    const server = stopped(await startRedis())
    const stores = [
      await open({ url: `${server.url}/3`, ...patient, keyPrefix: 'same' }),
      await open({ url: server.url, ...patient, keyPrefix: 'same', database: 4 }),
    ] as const
    await publish(stores[0], '/page', 'in database 3')
    expect(await htmlOf(stores[1], '/page')).toBeUndefined()
  })
})

describe('a user of the server', () => {
  it('who is refused makes opening fail at once', async () => {
    const server = stopped(await startRedis({ password: 'secret' }))
    const address = `127.0.0.1:${server.port}`
    for (const url of [`redis://${address}`, `redis://:wrong@${address}`, `redis://nobody:secret@${address}`]) {
      await expect(open({ url, ...patient })).rejects.toMatchObject({ code: 'REDIS_ACCESS_DENIED' })
    }
    await open({ url: server.url, ...patient })
    await open({ url: `redis://${address}`, password: 'secret', ...patient })
  })

  it('needs no more rights than the README lists', async () => {
    const server = stopped(await startRedis({ users: [`site on >secret ${aclFor('my-site')}`] }))
    const user = { username: 'site', password: 'secret', ...patient }
    const store = await open({ url: server.url, ...user, keyPrefix: 'my-site' })
    await useAll(store)
    const foreign = open({ url: server.url, ...user, keyPrefix: 'their-site' })
    await expect(foreign).rejects.toMatchObject({ code: 'REDIS_ACCESS_DENIED' })
  })

  it('needs no more rights in a cluster', async () => {
    const cluster = stopped(await startRedisCluster(3, { users: [`site on >secret ${aclFor('my-site')}`] }))
    const store = await open({
      cluster: cluster.nodes,
      username: 'site',
      password: 'secret',
      ...patient,
      keyPrefix: 'my-site',
    })
    await useAll(store)
    const wrong = open({ cluster: cluster.nodes, username: 'site', password: 'wrong', ...patient })
    await expect(wrong).rejects.toMatchObject({ code: 'REDIS_ACCESS_DENIED' })
  }, 120_000)
})

/** Every call once. */
async function useAll(store: Awaited<ReturnType<typeof open>>): Promise<void> {
  let news = 0
  const unsubscribe = store.subscribe!(() => news++)
  const { token } = await publish(store, '/page', 'x'.repeat(5_000)).then(({ version }) => ({ token: version }))
  await store.renew(pageOf('/page'), token, 1_000)
  await store.fail(pageOf('/page'), token, 0)
  await store.seed([entryOf(pageOf('/seeded'), 'seeded')])
  await store.readLog(undefined, 'me')
  const cursor = await store.invalidate([{ tag: 't:a', kind: 'hard' }])
  await store.readLog(cursor, 'me')
  expect(await store.barrier(cursor)).toBe('reached')
  await store.purge(pageOf('/page'))
  expect(await store.statistics()).toMatchObject({ entries: 1 })
  for await (const { path } of store.list()) expect(path).toBe('/seeded')
  await expect.poll(() => news, { timeout: 10_000 }).toBeGreaterThan(0)
  unsubscribe()
}

describe('stores with different prefixes', () => {
  it('do not see each other', async () => {
    const server = stopped(await startRedis())
    const stores = [
      await open({ url: server.url, ...patient, keyPrefix: 'shop' }),
      await open({ url: server.url, ...patient, keyPrefix: 'shop:1' }),
    ] as const
    await publish(stores[0], '/page', 'first')
    expect(await htmlOf(stores[1], '/page')).toBeUndefined()
    const cursor = await stores[0].invalidate([{ tag: 't:a', kind: 'hard' }])
    expect((await stores[1].readLog(cursor, 'me')).kind).toBe('diverged')
    await publish(stores[1], '/other', 'second')
    for (const [store, path] of [
      [stores[0], '/page'],
      [stores[1], '/other'],
    ] as const) {
      expect(await store.statistics()).toMatchObject({ entries: 1 })
      for await (const summary of store.list()) expect(summary.path).toBe(path)
    }
  })
})
