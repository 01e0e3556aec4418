import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { surviveStrayErrors } from './stray-errors.ts'

test('reports exceptions that nothing caught, and rejections that nothing awaited', () => {
  const source = new EventEmitter()
  const reported: unknown[] = []
  surviveStrayErrors((error, what) => reported.push([error, what]), source)
  source.emit('uncaughtException', 'one')
  source.emit('unhandledRejection', 'two')
  expect(reported).toEqual([
    ['one', 'The site threw an error that nothing caught'],
    ['two', 'The site rejected a promise that nothing awaited'],
  ])
})

test('does not report that its output is closed, since that report would fail the same way', () => {
  const reported: unknown[] = []
  const [source, output] = [new EventEmitter(), new EventEmitter()]
  surviveStrayErrors((error) => reported.push(error), source, [output])
  output.emit('error', new Error('write EPIPE'))
  expect(reported).toEqual([])
})
