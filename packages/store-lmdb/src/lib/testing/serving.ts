/**
 * Serves pages through an engine while its store is in trouble: `serving.ts <trouble> <directory>`. Says how each page was
 * answered before, meanwhile and after.
 */
import { chmodSync, closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createEngine } from '@everfresh/engine'
import { markedEntry, pageOf } from '@everfresh/engine/crash-testing'
import { openLmdbPageStore } from '../lmdb-page-store.ts'

const say = (...words: readonly unknown[]): void => void writeSync(1, `${words.join(' ')}\n`)
const [kind = '', directory = ''] = process.argv.slice(2)
// The default action of this signal ends the process; the write itself then reports EFBIG.
process.on('SIGXFSZ', () => {})

const store = await openLmdbPageStore({ directory })

/** Each returns how to end it. */
const troubles: Readonly<Record<string, () => Promise<() => Promise<void>>>> = {
  /** To be started with a limit on file sizes. */
  async 'no-room'() {
    const filled: string[] = []
    // Until there is no room for the smallest page either.
    for (const bytes of [40_000, 100]) {
      for (let isFull = false, i = 0; !isFull; i++) {
        const entry = markedEntry(`/fill/${bytes}/${i}`, 'fill', bytes)
        try {
          await store.seed([entry])
          filled.push(entry.path)
        } catch {
          isFull = true
        }
      }
    }
    return async () => {
      for (const path of filled.slice(0, filled.length >> 1)) await store.purge(pageOf(path))
    }
  },
  /** To be started with a limit on open files. */
  async 'no-descriptors'() {
    const files: number[] = []
    try {
      for (;;) files.push(openSync('/dev/null', 'r'))
    } catch {
      return async () => files.forEach(closeSync)
    }
  },
  async 'no-rights'() {
    const isRoot = process.getuid!() === 0
    chmodSync(join(directory, 'openings'), 0)
    if (isRoot) process.seteuid!(65_534)
    return async () => {
      if (isRoot) process.seteuid!(0)
      chmodSync(join(directory, 'openings'), 0o755)
    }
  },
}

let renders = 0
const alerts = new Set<string>()
const engine = createEngine({
  store,
  deployment: 'deployment-1',
  async render({ page }) {
    const { bodies, attributes } = markedEntry(page.path, `render-${++renders}`, 1_000)
    return { bodies, attributes, tags: [], revalidateMs: false, expireMs: false }
  },
  onEvent: (event) => void (event.type.startsWith('store-') && alerts.add(event.type)),
})

async function ask(when: string, path: string): Promise<void> {
  const { state, entry, degraded } = await engine.get({ ...pageOf(path), context: null })
  say(when, path, state, entry.attributes['mark'], degraded ?? 'exact')
}

const [fresh, stale] = [{ staleAt: Infinity }, { staleAt: 1 }]
await store.seed([
  { ...markedEntry('/memory', 'seeded'), ...fresh, asOf: store.head() },
  { ...markedEntry('/stored', 'seeded'), ...fresh, asOf: store.head() },
  { ...markedEntry('/stale', 'seeded'), ...stale, asOf: store.head() },
])
await ask('before', '/memory')
const end = await troubles[kind]!()
for (const path of ['/memory', '/stored', '/stale', '/cold', '/cold']) await ask('meanwhile', path)
while (alerts.size === 0) {
  await engine.revalidate({ ...pageOf('/stale'), context: null }).catch(() => {})
  await new Promise((resolve) => setTimeout(resolve, 20))
}
say('alerts', ...alerts)
await end()
// It is tried again less and less often, but it is.
while (!store.load(pageOf('/later'))) {
  await engine.revalidate({ ...pageOf('/later'), context: null }).catch(() => {})
  await new Promise((resolve) => setTimeout(resolve, 100))
}
for (const path of ['/memory', '/stored', '/later']) await ask('after', path)
await engine.close()
await store.close()
say('closed')
