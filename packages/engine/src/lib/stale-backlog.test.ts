import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { openMemoryPageStore } from '@everfresh/store-memory'
import { expect, test } from 'vitest'
import { createEngine } from './create-engine.ts'
import type { PageStore } from './page-store.ts'
import { makeEntry } from './testing/make-entry.ts'
import { ManualClock } from './testing/manual-clock.ts'
import { isPromise } from './waiting.ts'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

test('a stale page that waits for its turn keeps nothing of what its visitors were shown, and is asked for once', async () => {
  const clock = new ManualClock()
  const store = openMemoryPageStore({ clock })
  const pageOf = (path: string) => ({ namespace: 'code-1', path, context: undefined })
  const shown: WeakRef<object>[] = []
  // A version of its own for every reader, as from a disk.
  const load: PageStore['load'] = (id) => {
    const loaded = store.load(id)
    if (!loaded || isPromise(loaded)) return loaded
    const entry = { ...loaded.entry, bodies: { html: new Uint8Array(50_000) } }
    shown.push(new WeakRef(entry))
    return { ...loaded, entry }
  }
  const reading = new Proxy<PageStore>(store, {
    get(_, name) {
      const member: unknown = name === 'load' ? load : Reflect.get(store, name)
      return typeof member === 'function' ? (member.bind(store) as unknown) : member
    },
  })
  store.seed([makeEntry({ generatedAt: clock.now(), staleAt: clock.now() + 1 })])
  clock.advance(1_000)
  const renders: string[] = []
  const engine = createEngine({
    store: reading,
    clock,
    deployment: 'd',
    memoryBytes: 0,
    maxConcurrentRenders: 1,
    render: ({ page: { path } }) => {
      renders.push(path)
      return new Promise(() => {})
    },
  })
  void engine.get(pageOf('/occupies-the-only-place'))
  await clock.settle()
  for (let visit = 0; visit < 200; visit++) {
    expect((await engine.get(pageOf('/a'))).state).toBe('stale')
    await clock.settle()
  }
  expect(renders).toEqual(['/occupies-the-only-place'])
  expect(engine.statistics().rendersQueued).toBe(1)
  await new Promise((resolve) => setTimeout(resolve))
  collectGarbage()
  expect(shown.filter((entry) => entry.deref() !== undefined).length).toBeLessThan(10)
})
