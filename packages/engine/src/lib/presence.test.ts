import { expect, test } from 'vitest'
import { Presence } from './presence.ts'
import { ManualClock } from './testing/manual-clock.ts'

const sceneOf = (visibilityMs: number) => {
  const clock = new ManualClock()
  const presence = new Presence(clock, visibilityMs)
  const beat = () => presence.beat({ monotonic: clock.monotonic(), wall: clock.now() })
  return { clock, beat }
}

test('where everything is seen at once, an instance may trust its memory from its first heartbeat', () => {
  expect(sceneOf(0).beat()).toBe(true)
})

test('where things are seen late, only once others have seen it twice over', () => {
  const { beat, clock } = sceneOf(1_000)
  const beats: boolean[] = []
  for (let each = 0; each < 6; each++) {
    beats.push(beat())
    clock.advance(500)
  }
  expect(beats).toEqual([false, false, false, false, false, true])
})

test('who was silent for as long as a lease lasts begins again', () => {
  const { beat, clock } = sceneOf(100)
  beat()
  clock.advance(500)
  expect(beat()).toBe(true)
  clock.advance(2_000)
  expect(beat()).toBe(false)
  clock.advance(500)
  expect(beat()).toBe(true)
})
