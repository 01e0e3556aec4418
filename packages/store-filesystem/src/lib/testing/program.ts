/** What the tests' processes do with a store: `program.ts <what> <directory> <name>`. Says what was acknowledged, when it was. */
import { writeSync } from 'node:fs'
import { markedEntry, markOf, pageOf } from '@everfresh/engine/crash-testing'
import { openFilesystemPageStore } from '../filesystem-page-store.ts'
import type { FilesystemPageStore } from '../filesystem-page-store.ts'

/** Unlike console.log it is out before it returns, also when the process is killed in the next moment. */
const say = (...words: readonly unknown[]): void => void writeSync(1, `${words.join(' ')}\n`)

const [what = '', directory = '', name = ''] = process.argv.slice(2)

async function publish(store: FilesystemPageStore, path: string, mark: string, bytes: number): Promise<void> {
  const request = { need: await store.head(), known: 0, owner: name, ttlMs: 2_000 }
  const acquired = await store.acquire(pageOf(path), request)
  if (acquired.kind !== 'granted') return
  say('granted', path, acquired.lease.token)
  const published = await store.publish(pageOf(path), acquired.lease.token, markedEntry(path, mark, bytes))
  if (published.kind === 'published') say('published', path, acquired.lease.token)
}

/** Publishes, invalidates and reads few pages until `rounds` are over. */
async function write(store: FilesystemPageStore, pages: number, rounds: number): Promise<void> {
  const seen = new Map<string, number>()
  for (let i = 0; i < rounds; i++) {
    const path = `/page/${(i * 7 + name.length) % pages}`
    await publish(store, path, `${name}-${i}`, 1_000 + ((i * 7_919) % 60_000))
    const loaded = await store.load(pageOf(path))
    if (loaded) {
      markOf(loaded.entry)
      if (loaded.entry.version < (seen.get(path) ?? 0)) say('backwards', path)
      seen.set(path, loaded.entry.version)
    }
    if (i % 5 === 0) say('invalidated', (await store.invalidate([{ tag: 't:all', kind: 'soft' }])).position)
  }
}

const store = await openFilesystemPageStore({ directory })
say('ready')
if (what === 'compete') await write(store, 4, 60)
else await write(store, 12, Infinity)
await store.close()
