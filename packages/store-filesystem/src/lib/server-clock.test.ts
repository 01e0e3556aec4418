import { ManualClock } from '@everfresh/engine/testing'
import { expect, it } from 'vitest'
import { FileClock } from './server-clock.ts'
import { MemoryFiles } from './testing/memory-files.ts'

/** A server whose clock is ahead of this machine's, and goes on by itself. */
async function scene(aheadMs: number) {
  const [server, own] = [new ManualClock(1_000_000 + aheadMs), new ManualClock(1_000_000)]
  const files = new MemoryFiles(() => server.now())
  const pass = (ms: number): void => {
    server.advance(ms)
    own.advance(ms)
  }
  const time = new FileClock(files, '/', own)
  return { server, own, pass, time, isRight: async () => (await time.now()) === server.now() }
}

it('is the server’s, however wrong this machine’s is', async () => {
  const { own, pass, isRight } = await scene(3_600_000)
  for (const ms of [0, 100, 4_000, 60_000]) {
    pass(ms)
    expect(await isRight()).toBe(true)
  }
  own.jump(-7_200_000)
  pass(10)
  expect(await isRight()).toBe(true)
})

it('is asked for again when this machine has slept', async () => {
  const { server, own, time, isRight } = await scene(-500)
  await time.now()
  server.advance(60_000)
  // The monotonic clock stood still meanwhile.
  own.jump(60_000)
  expect(await isRight()).toBe(true)
})
