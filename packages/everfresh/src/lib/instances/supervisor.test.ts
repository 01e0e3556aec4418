/** What the supervisor does when instances end, hang, or do not come up. Real ones are in tests/instances. */
import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { InstanceProcess } from './instance.ts'
import { message } from './messages.ts'
import { Supervisor } from './supervisor.ts'

/** A process that does what the test says. */
class Pretended extends EventEmitter implements InstanceProcess {
  readonly signals: string[] = []
  readonly orders: unknown[] = []
  readonly number: number
  readonly process = {
    pid: 1,
    kill: (signal: NodeJS.Signals) => {
      this.signals.push(signal)
      if (signal === 'SIGKILL') this.end(null, signal)
    },
  }

  constructor(number: number) {
    super()
    this.number = number
  }

  send(order: unknown): void {
    this.orders.push(order)
  }

  say(content: string): void {
    this.emit('message', message(content))
  }

  end(code: number | null, signal: string | null = null): void {
    this.emit('exit', code, signal)
  }
}

const forked: Pretended[] = []
const errors: string[] = []
const log = { info: () => {}, warn: () => {}, error: (_: object, text: string) => void errors.push(text) }
/** For what follows from it. */
const later = (ms = 0) => vi.advanceTimersByTimeAsync(ms)
let supervisor: Supervisor

const open = (count: number, unresponsiveMs = 600_000): Supervisor =>
  (supervisor = new Supervisor({
    ...{ count, unresponsiveMs, log },
    fork(number) {
      const process = new Pretended(number)
      forked.push(process)
      return process
    },
  }))

/** All are up. */
async function run(count: number, unresponsiveMs?: number): Promise<void> {
  const started = open(count, unresponsiveMs).start()
  for (let each = 0; each < count; each++) {
    await later()
    forked[each]!.say('ready')
  }
  await started
}

beforeEach(() => {
  vi.useFakeTimers()
  forked.length = 0
  errors.length = 0
})
afterEach(async () => {
  const stopped = supervisor.stop()
  for (const process of forked) process.end(0)
  await stopped
  vi.useRealTimers()
})

/** Time goes by, and every process tells that it lives. */
async function live(ms: number, silent?: Pretended): Promise<void> {
  for (let passed = 0; passed < ms; passed += 500) {
    for (const process of forked) if (process !== silent) process.say('alive')
    await later(500)
  }
}

describe('start', () => {
  it('tries one before it starts the others', async () => {
    const started = open(3).start()
    await later(1_000)
    expect(forked.map(({ number }) => number)).toEqual([1])
    forked[0]!.say('ready')
    await later()
    expect(forked.map(({ number }) => number)).toEqual([1, 2, 3])
    for (const process of forked.slice(1)) process.say('ready')
    await started
  })

  it('fails when the first one ends before it is ready', async () => {
    const started = open(3).start()
    forked[0]!.end(1)
    await expect(started).rejects.toMatchObject({ code: 'INSTANCE_FAILED' })
    expect(forked).toHaveLength(1)
  })

  it('is over when a later one does not come up, which is tried again', async () => {
    const started = open(2).start()
    forked[0]!.say('ready')
    await later()
    forked[1]!.end(3)
    await started
    await later(250)
    expect(forked[2]!.number).toBe(2)
  })
})

describe('an instance that ends', () => {
  it('is started again: at once after a while in service, later and later when it keeps ending', async () => {
    await run(2)
    await live(10_000)
    forked[1]!.end(null, 'SIGSEGV')
    await later()
    expect(forked).toHaveLength(3)
    for (const pauseMs of [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]) {
      const before = forked.length
      forked.at(-1)!.end(1)
      await later(pauseMs - 1)
      expect(forked).toHaveLength(before)
      await later(1)
      expect(forked).toHaveLength(before + 1)
      expect(forked.at(-1)!.number).toBe(2)
    }
    expect(errors[0]).toBe('Instance 2 ended with SIGSEGV; it is started again now')
    expect(errors.at(-1)).toBe(
      'Instance 2 ended with code 1, 8 times soon after its start; it is started again in 10000 ms',
    )
  })

  it('is killed first when it tells nothing any more', async () => {
    await run(2, 5_000)
    await live(5_500, forked[0])
    expect(forked[0]!.signals).toEqual(['SIGKILL'])
    expect(forked[1]!.signals).toEqual([])
    expect(errors[0]).toContain('Instance 1 does not answer any more')
  })

  it('is not held to have been silent when the supervisor itself was held up', async () => {
    await run(1, 5_000)
    const realNow = performance.now.bind(performance)
    const spy = vi.spyOn(performance, 'now').mockImplementation(() => realNow() + 3_600_000)
    await later(500)
    spy.mockRestore()
    expect(forked[0]!.signals).toEqual([])
  })

  it('has more time to start than to answer', async () => {
    const started = open(1, 5_000).start()
    await later(55_000)
    expect(forked[0]!.signals).toEqual([])
    forked[0]!.say('ready')
    await started
  })
})

describe('replacing all', () => {
  it('waits until all were started', async () => {
    const started = open(1).start()
    const replaced = supervisor.replaceAll()
    await later()
    expect(forked).toHaveLength(1)
    forked[0]!.say('ready')
    expect(await started).toBe(true)
    await later()
    forked[1]!.say('ready')
    await later()
    forked[0]!.end(0)
    expect(await replaced).toBe(true)
  })

  it('asks each to leave once another one answers in its place', async () => {
    await run(2)
    const replaced = supervisor.replaceAll()
    await later()
    expect(forked.map(({ number }) => number)).toEqual([1, 2, 1])
    expect(forked[0]!.orders).toEqual([])
    forked[2]!.say('ready')
    await later()
    expect(forked[0]!.orders).toEqual([message('leave')])
    expect(forked).toHaveLength(3)
    forked[0]!.end(0)
    await later()
    forked[3]!.say('ready')
    await later()
    forked[1]!.end(0)
    expect(await replaced).toBe(true)
    expect(errors).toEqual([])
  })

  it('leaves those there that are, when a new one does not come up', async () => {
    await run(2)
    const replaced = supervisor.replaceAll()
    await later()
    forked[2]!.end(1)
    expect(await replaced).toBe(false)
    expect([...forked[0]!.orders, ...forked[1]!.orders]).toEqual([])
    await later(60_000)
    expect(forked).toHaveLength(3)
    expect(errors).toEqual(['The new instance 1 ended with code 1 before it was ready; the others stay'])
  })

  it('kills one that does not end', async () => {
    await run(1)
    const replaced = supervisor.replaceAll()
    await later()
    forked[1]!.say('ready')
    await live(45_000)
    expect(forked[0]!.signals).toEqual(['SIGKILL'])
    expect(await replaced).toBe(true)
  })
})

it('starts no further ones when it is stopped meanwhile', async () => {
  const started = open(3).start()
  const stopped = supervisor.stop()
  forked[0]!.end(null, 'SIGTERM')
  await stopped
  expect(await started).toBe(false)
  expect(forked).toHaveLength(1)
})

it('stops all, and starts none again', async () => {
  await run(2)
  const stopped = supervisor.stop()
  for (const process of forked) expect(process.signals).toEqual(['SIGTERM'])
  for (const process of forked) process.end(0)
  await stopped
  await later(60_000)
  expect(forked).toHaveLength(2)
})
