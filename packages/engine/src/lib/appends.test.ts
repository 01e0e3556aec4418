import { openMemoryPageStore } from '@everfresh/store-memory'
import { expect, test } from 'vitest'
import { codeOf, EngineScene } from './testing/engine-scene.ts'

const sceneOf = () => new EngineScene((clock) => openMemoryPageStore({ clock }), { faults: { asynchronous: true } })

test('what comes while an append is under way is appended together by the next', async () => {
  const scene = sceneOf()
  scene.store.inject('invalidate', { kind: 'slow-reply', ms: 10 })
  const calls = Array.from({ length: 100 }, (_, n) => scene.engine.invalidate([{ tag: `product:${n}` }], 'hard'))
  await scene.clock.pass(100)
  const cursors = await Promise.all(calls)
  expect(scene.store.calls('invalidate')).toBe(2)
  expect(cursors[0]!.position).toBeLessThan(cursors[1]!.position)
  expect(new Set(cursors.slice(1).map(({ nonce }) => nonce)).size).toBe(1)
  expect(scene.store.calls('barrier')).toBe(2)
})

test('no call appends more than two hundred of several callers, and those of one stay together', async () => {
  const scene = sceneOf()
  const selectors = (count: number) => Array.from({ length: count }, (_, n) => ({ tag: `product:${n}` }))
  scene.store.inject('invalidate', { kind: 'slow-reply', ms: 10 })
  const calls = [1, 150, 100, 300, 1].map((count) => scene.engine.invalidate(selectors(count), 'soft'))
  await scene.clock.pass(200)
  const cursors = await Promise.all(calls)
  expect(new Set(cursors.map(({ nonce }) => nonce)).size).toBe(5)
})

test('an append that fails fails for those who share it, and the next is tried', async () => {
  const scene = sceneOf()
  scene.store.inject('invalidate', { kind: 'fail' }, 1)
  const calls = Array.from({ length: 3 }, () => codeOf(scene.engine.invalidate([{ tag: 'product:1' }], 'hard')))
  expect(await Promise.all(calls)).toEqual(['STORE_UNAVAILABLE', 'none', 'none'])
})
