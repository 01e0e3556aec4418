import { expect, test } from 'vitest'
import { priorityOf, Scheduler } from './scheduler.ts'
import type { RenderReason } from './entry.ts'

function queueOf(maxConcurrent: number, maxQueued: number) {
  const scheduler = new Scheduler(maxConcurrent, maxQueued)
  const log: string[] = []
  const enter = (name: string, reason: RenderReason) => {
    const ticket = scheduler.enter(priorityOf(reason))
    void ticket.turn.then((granted) => log.push(`${name} ${granted ? 'begins' : 'refused'}`))
    return ticket
  }
  return { scheduler, log, enter }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

test('lets as many begin at once as it may', async () => {
  const { scheduler, log, enter } = queueOf(2, 10)
  const first = enter('a', 'miss')
  enter('b', 'miss')
  enter('c', 'miss')
  await settle()
  expect(log).toEqual(['a begins', 'b begins'])
  expect([scheduler.running, scheduler.queued]).toEqual([2, 1])
  first.leave()
  await settle()
  expect(log.at(-1)).toBe('c begins')
  expect([scheduler.running, scheduler.queued]).toEqual([2, 0])
})

test('takes visitors before on-demand before stale before warm, and each in its order', async () => {
  const { log, enter } = queueOf(1, 10)
  let ticket = enter('first', 'warm')
  const waiting = [
    enter('warm', 'warm'),
    enter('stale', 'stale'),
    enter('on-demand', 'on-demand'),
    enter('visitor', 'miss'),
    enter('visitor 2', 'miss'),
    enter('build', 'build'),
  ]
  for (let turn = 0; turn < waiting.length; turn++) {
    ticket.leave()
    ticket = waiting[turn]!
    await settle()
  }
  expect(log).toEqual(
    ['first', 'visitor', 'visitor 2', 'on-demand', 'stale', 'warm', 'build'].map((name) => `${name} begins`),
  )
})

test('moves forward what somebody more urgent waits for', async () => {
  const { log, enter } = queueOf(1, 10)
  const first = enter('first', 'miss')
  enter('on-demand', 'on-demand')
  const stale = enter('stale', 'stale')
  stale.raise(priorityOf('miss'))
  stale.raise(priorityOf('warm'))
  first.leave()
  await settle()
  expect(log).toEqual(['first begins', 'stale begins'])
})

test('refuses the newcomer when the queue is full of equals', async () => {
  const { log, enter } = queueOf(1, 1)
  enter('a', 'miss')
  enter('b', 'miss')
  enter('c', 'miss')
  await settle()
  expect(log).toEqual(['a begins', 'c refused'])
})

test('refuses the least urgent when somebody more urgent comes to a full queue', async () => {
  const { log, scheduler, enter } = queueOf(1, 2)
  enter('a', 'miss')
  enter('stale', 'stale')
  enter('warm', 'warm')
  enter('b', 'miss')
  await settle()
  expect(log).toEqual(['a begins', 'warm refused'])
  expect(scheduler.queued).toBe(2)
})

test('has no queue when none is allowed', async () => {
  const { log, enter } = queueOf(1, 0)
  enter('a', 'miss')
  enter('b', 'miss')
  await settle()
  expect(log).toEqual(['a begins', 'b refused'])
})

test('refuses what waits, from a priority on', async () => {
  const { log, scheduler, enter } = queueOf(1, 10)
  enter('a', 'miss')
  enter('visitor', 'miss')
  enter('stale', 'stale')
  enter('warm', 'warm')
  scheduler.refuse(priorityOf('stale'))
  await settle()
  expect(log).toEqual(['a begins', 'stale refused', 'warm refused'])
  expect(scheduler.queued).toBe(1)
})
