import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { type Stoppable, untilStopped } from './until-stopped.ts'

function open() {
  const target = Object.assign(new EventEmitter(), { exit: vi.fn<(code: number) => void>() })
  let time = 5_000
  let finish = () => {}
  const closing = new Promise<void>((resolve) => (finish = resolve))
  const close = vi.fn<() => Promise<void>>(() => closing)
  const stopped = untilStopped(close, target as unknown as Stoppable, () => time)
  return { target, close, finish, stopped, pass: (ms: number) => void (time += ms) }
}

test.each(['SIGINT', 'SIGTERM'])('closes in order after %s', async (signal) => {
  const { target, close, finish, stopped } = open()
  expect(close).not.toHaveBeenCalled()
  target.emit(signal)
  finish()
  await stopped
  expect(close).toHaveBeenCalledOnce()
  expect(target.exit).not.toHaveBeenCalled()
  expect(target.eventNames()).toEqual([])
})

test('takes a signal that arrives again within a second for the same one, also as the other signal', async () => {
  const { target, close, finish, stopped, pass } = open()
  target.emit('SIGINT')
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGTERM']) {
    pass(300)
    target.emit(signal)
  }
  expect(target.exit).not.toHaveBeenCalled()
  finish()
  await stopped
  expect(close).toHaveBeenCalledOnce()
})

test('ends at once when asked again later', async () => {
  const { target, finish, stopped, pass } = open()
  target.emit('SIGTERM')
  pass(1_000)
  target.emit('SIGTERM')
  expect(target.exit).toHaveBeenCalledWith(1)
  finish()
  await stopped
})
