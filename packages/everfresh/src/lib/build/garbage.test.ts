import { setImmediate } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { collectGarbage } from './garbage.ts'

it('collects what nobody refers to any more', async () => {
  const dropped = new WeakRef({ page: 'x'.repeat(1_000) })
  // What a WeakRef was made of stays until the end of its turn.
  await setImmediate()
  collectGarbage()
  expect(dropped.deref()).toBeUndefined()
})
