import { openMemoryPageStore } from '@everfresh/store-memory'
import { expect, test } from 'vitest'
import { createEngine } from './create-engine.ts'
import type { EngineError } from './errors.ts'
import { settingsOf } from './options.ts'

const required = { store: openMemoryPageStore(), render: async () => ({}) as never, deployment: 'deployment-1' }

function errorOf(options: object): EngineError | undefined {
  try {
    createEngine({ ...required, ...options })
    return undefined
  } catch (error) {
    return error as EngineError
  }
}

const problemsOf = (options: object): string[] => errorOf(options)?.message.split('\n- ').slice(1) ?? []

test('fills in the defaults', () => {
  expect(settingsOf(required)).toMatchObject({
    memoryBytes: 52_428_800,
    regenerationTimeoutMs: 30_000,
    waitTimeoutMs: 30_000,
    revalidationTimeoutMs: 65_000,
    leaseTtlMs: 5_000,
    maxConcurrentRenders: 16,
    maxConcurrentRendersPerRoute: 12,
    routes: {},
    maxQueuedRenders: 10_000,
    maxBackoffMs: 30_000,
  })
})

test('names every instance differently', () => {
  expect(settingsOf(required).instance).not.toBe(settingsOf(required).instance)
})

test('lists all problems at once', () => {
  const problems = problemsOf({
    store: undefined,
    render: 'page',
    deployment: '',
    instance: '',
    memoryBytes: -1,
    waitTimeoutMs: NaN,
    leaseTtlMs: '5000',
    maxConcurrentRenders: 0,
    regenerationTimeoutMs: Infinity,
  })
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
    'store',
    'render',
    'deployment',
    'instance',
    'memoryBytes',
    'regenerationTimeoutMs',
    'waitTimeoutMs',
    'leaseTtlMs',
    'maxConcurrentRenders',
  ])
})

test('says what would be right', () => {
  expect(errorOf({ maxBackoffMs: -5 })?.code).toBe('INVALID_OPTION')
  expect(problemsOf({ maxBackoffMs: -5 })).toEqual(['maxBackoffMs is -5, but must be a number from 1 to 600000'])
})

test('leaves a place to other routes, where there are two', () => {
  const perRoute = (maxConcurrentRenders: number) =>
    settingsOf({ ...required, maxConcurrentRenders }).maxConcurrentRendersPerRoute
  expect([1, 2, 3, 4, 16].map(perRoute)).toEqual([1, 1, 2, 3, 12])
})

test('names the route whose limit is not usable', () => {
  const routes = { '/': {}, '/blog': { maxConcurrentRenders: 0 } }
  expect(problemsOf({ routes })).toEqual([
    'maxConcurrentRenders of the route /blog is 0, but must be a number from 1 to 10000',
  ])
})

test('takes a memory of 0 bytes and a queue of length 0', () => {
  expect(problemsOf({ memoryBytes: 0, maxQueuedRenders: 0 })).toEqual([])
})
