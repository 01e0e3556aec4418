import { describe, expect, test } from 'vitest'
import { priorityOf } from './priority.ts'
import { Scheduler } from './scheduler.ts'
import type { Ticket } from './ticket.ts'
import type { RenderReason } from './entry.ts'

function queueOf(maxConcurrent: number, maxQueued: number, perRoute = maxConcurrent) {
  const scheduler = new Scheduler({ maxConcurrent, maxQueued, maxConcurrentOf: () => perRoute })
  const log: string[] = []
  const enter = (name: string, reason: RenderReason, route = '/') => {
    const ticket = scheduler.enter(route, priorityOf(reason))
    const note = (begins: boolean) => void log.push(`${name} ${begins ? 'begins' : 'refused'}`)
    const { turn } = ticket
    if (typeof turn === 'boolean') note(turn)
    else void turn.then(note)
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

describe('places', () => {
  test('are kept for visitors, and for on-demand revalidation, however much else there is to do', async () => {
    const { scheduler, log, enter } = queueOf(16, 100)
    const enterAll = (reason: RenderReason) => {
      for (let each = 0; each < 20; each++) enter(reason, reason)
      return scheduler.running
    }
    expect([enterAll('warm'), enterAll('stale'), enterAll('on-demand'), enterAll('miss')]).toEqual([8, 12, 14, 16])
    await settle()
    const begun = (reason: RenderReason) => log.filter((line) => line === `${reason} begins`).length
    expect(['warm', 'stale', 'on-demand', 'miss'].map((reason) => begun(reason as RenderReason))).toEqual([8, 4, 2, 2])
    expect(scheduler.queued).toBe(64)
  })

  test('are given to a page at once when a visitor begins to wait for it, where one is kept for him', async () => {
    const { scheduler, log, enter } = queueOf(4, 10)
    for (const name of ['a', 'b', 'c']) enter(name, 'stale')
    const fourth = enter('d', 'stale')
    expect(scheduler.running).toBe(3)
    fourth.raise(priorityOf('miss'))
    await settle()
    expect(log.at(-1)).toBe('d begins')
    fourth.leave()
    expect([scheduler.running, scheduler.queued]).toEqual([3, 0])
  })
})

describe('routes', () => {
  test('never take more places than they may, and others take theirs meanwhile', async () => {
    const { scheduler, log, enter } = queueOf(4, 10, 3)
    const products = ['p1', 'p2', 'p3', 'p4'].map((name) => enter(name, 'miss', '/products/[id]'))
    enter('blog', 'miss', '/blog')
    await settle()
    expect(log).toEqual(['p1 begins', 'p2 begins', 'p3 begins', 'blog begins'])
    products[0]!.leave()
    await settle()
    expect(log.at(-1)).toBe('p4 begins')
    expect([scheduler.running, scheduler.queued]).toEqual([4, 0])
  })

  test('take turns, so that thousands of pages of one do not hold up another', async () => {
    const { log, enter } = queueOf(1, 1_000)
    const tickets = [enter('first', 'stale', '/products/[id]')]
    for (let each = 0; each < 100; each++) tickets.push(enter(`p${each}`, 'stale', '/products/[id]'))
    for (const name of ['b0', 'b1']) tickets.push(enter(name, 'stale', '/blog'))
    tickets.push(enter('a0', 'stale', '/about'))
    const ticketOf = new Map(
      ['first', ...Array.from({ length: 100 }, (_, each) => `p${each}`), 'b0', 'b1', 'a0'].map((name, index) => [
        name,
        tickets[index]!,
      ]),
    )
    for (let turn = 0; turn < 7; turn++) {
      ticketOf.get(log.at(-1)!.split(' ')[0]!)!.leave()
      await settle()
    }
    expect(log.map((line) => line.split(' ')[0])).toEqual(['first', 'p0', 'b0', 'a0', 'p1', 'b1', 'p2', 'p3'])
  })

  test('share a full queue: the one with most gives way to the others, and to nobody with as many', async () => {
    const { scheduler, log, enter } = queueOf(1, 4)
    enter('first', 'miss', '/')
    for (const name of ['p1', 'p2', 'p3', 'p4', 'p5']) enter(name, 'stale', '/products/[id]')
    for (const name of ['b1', 'b2', 'b3']) enter(name, 'stale', '/blog')
    await settle()
    expect(log.slice(1)).toEqual(['p5 refused', 'b3 refused', 'p4 refused', 'p3 refused'])
    expect(scheduler.queued).toBe(4)
    expect(scheduler.hasRoom('/blog', priorityOf('stale'))).toBe(false)
    expect(scheduler.hasRoom('/about', priorityOf('stale'))).toBe(true)
    expect(scheduler.hasRoom('/blog', priorityOf('miss'))).toBe(true)
  })

  test('are refused alone when theirs is broken, from a priority on', async () => {
    const { scheduler, log, enter } = queueOf(1, 10)
    enter('first', 'miss', '/')
    enter('visitor', 'miss', '/products/[id]')
    enter('product', 'stale', '/products/[id]')
    enter('post', 'stale', '/blog')
    expect(scheduler.refuse(priorityOf('stale'), { route: '/products/[id]' })).toBe(false)
    await settle()
    expect(log).toEqual(['first begins', 'product refused'])
    expect(scheduler.queued).toBe(2)
    expect(scheduler.isBusyWith('/products/[id]', priorityOf('stale'))).toBe(false)
    expect(scheduler.isBusyWith('/blog', priorityOf('stale'))).toBe(true)
  })
})

test('refuses a few at a time, if so asked, and says whether there are more', async () => {
  const { scheduler, log, enter } = queueOf(1, 10)
  for (const name of ['first', 'a', 'b', 'c', 'd']) enter(name, 'stale')
  expect(scheduler.refuse(priorityOf('stale'), { most: 3 })).toBe(true)
  await settle()
  expect(log.slice(1)).toEqual(['a refused', 'b refused', 'c refused'])
  expect(scheduler.refuse(priorityOf('stale'), { most: 3 })).toBe(false)
  expect(scheduler.queued).toBe(0)
})

test('lets one leave the queue who waits no longer, and nobody else', async () => {
  const { scheduler, log, enter } = queueOf(1, 10)
  const [first, second] = [enter('first', 'miss'), enter('second', 'miss')]
  enter('third', 'miss')
  first.giveUp()
  second.giveUp()
  second.giveUp()
  await settle()
  expect(log).toEqual(['first begins', 'second refused'])
  expect([scheduler.running, scheduler.queued]).toEqual([1, 1])
})

test('counts, whatever comes and goes, are right in the end', async () => {
  const { scheduler, enter } = queueOf(3, 20, 2)
  const reasons: RenderReason[] = ['miss', 'on-demand', 'stale', 'warm']
  let seed = 7
  const random = (below: number) => (seed = (seed * 16_807) % 2_147_483_647) % below
  const tickets: Ticket[] = []
  for (let step = 0; step < 2_000; step++) {
    const ticket = enter('', reasons[random(4)]!, `/${random(5)}`)
    tickets.push(ticket)
    if (random(3) === 0) tickets[random(tickets.length)]!.raise(priorityOf(reasons[random(4)]!))
    if (random(3) === 0) finishOne()
    expect(scheduler.running).toBeLessThanOrEqual(3)
    expect(scheduler.queued).toBeLessThanOrEqual(20)
  }
  while (scheduler.running > 0) finishOne()
  expect([scheduler.running, scheduler.queued]).toEqual([0, 0])

  function finishOne(): void {
    const index = tickets.findIndex((ticket) => ticket.turn === true)
    if (index >= 0) tickets.splice(index, 1)[0]!.leave()
  }
})
