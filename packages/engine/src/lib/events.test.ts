import { expect, test } from 'vitest'
import { emitTo } from './events.ts'

const event = { type: 'queue-full', page: { namespace: 'code-1', path: '/a' } } as const

test('says whether anybody listens', () => {
  expect(emitTo(undefined).listening).toBe(false)
  expect(emitTo(() => {}).listening).toBe(true)
})

test('does not let a listener break what it listens to', () => {
  const emit = emitTo(() => {
    throw new Error('the log is full')
  })
  expect(() => emit(event)).not.toThrow()
})

test('does not let an asynchronous listener end the process', async () => {
  const rejections: unknown[] = []
  const note = (reason: unknown): void => void rejections.push(reason)
  process.on('unhandledRejection', note)
  emitTo(async () => {
    throw new Error('the log is full')
  })(event)
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', note)
  expect(rejections).toEqual([])
})
