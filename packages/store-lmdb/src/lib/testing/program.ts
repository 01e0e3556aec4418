/** What the tests' processes do with a store: `program.ts <what> <directory> <name>`. Says what was acknowledged, when it was. */
import { writeSync } from 'node:fs'
import { markedEntry, markOf, pageOf } from '@everfresh/engine/crash-testing'
import { openEnvironment } from '../environment.ts'
import { openLmdbPageStore } from '../lmdb-page-store.ts'
import type { LmdbPageStore } from '../lmdb-page-store.ts'

/** Unlike console.log it is out before it returns, also when the process is killed in the next moment. */
const say = (...words: readonly unknown[]): void => void writeSync(1, `${words.join(' ')}\n`)

const [what = '', directory = '', name = ''] = process.argv.slice(2)
const pages = Array.from({ length: 20 }, (_, i) => `/page/${i}`)

async function publish(store: LmdbPageStore, path: string, mark: string, bytes?: number): Promise<boolean> {
  const page = pageOf(path)
  const acquired = await store.acquire(page, { need: 0, known: store.head(), owner: name, ttlMs: 2_000 })
  if (acquired.kind !== 'granted') return false
  say('granted', path, acquired.lease.token)
  const published = await store.publish(page, acquired.lease.token, markedEntry(path, mark, bytes))
  if (published.kind === 'published') say('published', path, acquired.lease.token, mark)
  return published.kind === 'published'
}

/** Publishes, invalidates and purges until it is killed or `rounds` are over. */
async function write(store: LmdbPageStore, rounds = Infinity): Promise<void> {
  for (let i = 0; i < rounds; i++) {
    const path = pages[(i * 7 + name.length) % pages.length]!
    await publish(store, path, `${name}-${i}`, 1_000 + ((i * 7_919) % 60_000))
    if (i % 5 === 0) {
      const { position, nonce } = await store.invalidate([{ tag: 't:all', kind: 'soft' }])
      say('invalidated', position, nonce)
    }
  }
}

/** Opens a store whose disk takes no more, and reads all that is there. */
async function read(store: LmdbPageStore): Promise<void> {
  let readable = 0
  for await (const page of store.list()) {
    markOf(store.load(page)!.entry)
    readable++
  }
  say('readable', readable)
}

/** Publishes until the disk takes no more, goes on, makes room, and publishes again. */
async function fill(store: LmdbPageStore): Promise<void> {
  // The default action of this signal ends the process; the write itself then reports EFBIG.
  process.on('SIGXFSZ', () => {})
  const stored: string[] = []
  let refused = 0
  for (let i = 0; refused < 5; i++) {
    try {
      if (await publish(store, `/fill/${i}`, `fill-${i}`, 40_000)) stored.push(`/fill/${i}`)
    } catch (error) {
      refused++
      const { code, message } = error as { code?: string; message: string }
      say('refused', code, JSON.stringify(message).replaceAll(' ', '_'))
      for (const path of stored) markOf(store.load(pageOf(path))!.entry)
      say('readable', stored.length)
    }
  }
  for (const path of stored.splice(0, stored.length >> 1)) await store.purge(pageOf(path))
  for (let i = 0; i < 5; i++) await publish(store, `/again/${i}`, `again-${i}`, 40_000)
  for (const path of stored) markOf(store.load(pageOf(path))!.entry)
  await store.close()
  say('closed')
  await Promise.reject(new Error('a rejection of somebody else'))
}

/** Begins writes and then keeps its event loop busy, each time a little further into the write. */
async function block(store: LmdbPageStore): Promise<void> {
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let i = 0; i < 6; i++) {
    const writing = publish(store, `/blocked/${i}`, `blocked-${i}`, 40_000)
    for (let turn = 0; turn < i; turn++) await new Promise((resolve) => setImmediate(resolve))
    say('blocking', i)
    Atomics.wait(pause, 0, 0, 400)
    say('unblocked', i)
    await writing
  }
}

/** Reads, and keeps its snapshot for good. */
function hold(store: LmdbPageStore): void {
  store.load(pageOf('/page/1'))
  say('holding')
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
}

/** Writes transactions of hundreds of pages until it is killed. */
async function seed(store: LmdbPageStore): Promise<void> {
  for (let round = 0; ; round++) {
    const entries = pages.flatMap((page) =>
      Array.from({ length: 25 }, (_, i) => markedEntry(`${page}/${name}/${i}`, `${name}-${round}`, 1_500)),
    )
    await store.seed(entries.map((entry) => ({ ...entry, generatedAt: round, asOf: store.head() })))
    say('seeded', round)
  }
}

/** Only ever adds: what is lost stays lost. */
async function append(store: LmdbPageStore): Promise<void> {
  for (let i = 0; i < 400; i++) {
    const { position, nonce } = await store.invalidate([{ tag: `t:${name}-${i}`, kind: 'soft' }])
    say('invalidated', position, nonce)
  }
}

/** Opens and closes what is below the store, until it is killed. */
async function reopen(first: LmdbPageStore): Promise<void> {
  await first.close()
  for (;;) {
    const again = await openEnvironment(directory, false)
    await again.close()
    say('reopened')
  }
}

const store = await openLmdbPageStore({ directory })
say('opened')
if (what === 'write') await write(store)
if (what === 'compete') await write(store, 300)
if (what === 'block') await block(store)
if (what === 'read') await read(store)
if (what === 'fill') await fill(store)
if (what === 'hold') hold(store)
if (what === 'seed') await seed(store)
if (what === 'append') await append(store)
if (what === 'reopen') await reopen(store)
await store.close()
