import { afterEach, expect, test, vi } from 'vitest'
import type { RequestErrorContext } from './instrumentation-types.ts'
import { createErrorReporter, failureOf, reporting } from './report-errors.ts'

afterEach(() => vi.restoreAllMocks())

const request = { path: '/a', method: 'GET', headers: {} }
const context: RequestErrorContext = {
  routerKind: 'Pages Router',
  routePath: '/a',
  routeType: 'render',
  revalidateReason: undefined,
}

test('hands over error, request and context', async () => {
  const onRequestError = vi.fn()
  const error = new Error('broke')
  createErrorReporter(async () => ({ onRequestError }))(error, request, context)
  await vi.waitFor(() => expect(onRequestError).toHaveBeenCalledExactlyOnceWith(error, request, context))
})

test.each([
  ['rejects', async () => Promise.reject(new Error('the collector is away'))],
  [
    'throws',
    () => {
      throw new Error('the collector is away')
    },
  ],
])('prints it when onRequestError %s', async (_how, onRequestError) => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
  createErrorReporter(async () => ({ onRequestError }))(new Error('broke'), request, context)
  await vi.waitFor(() => expect(printed).toHaveBeenCalledOnce())
  expect(String(printed.mock.calls[0]?.[1])).toContain('the collector is away')
})

test('passes on what it reports', async () => {
  const error = new Error('broke')
  const report = vi.fn()
  await expect(reporting(() => Promise.reject(error), report)).rejects.toBe(error)
  expect(report).toHaveBeenCalledExactlyOnceWith(error)
  expect(await reporting(async () => 'made', report)).toBe('made')
  expect(report).toHaveBeenCalledOnce()
})

test('knows where a render belongs that was made for no request', () => {
  const page = { route: '/things/[id]', params: { id: 'a b' }, asPath: '/things/a%20b' }
  const where = (task: Parameters<typeof failureOf>[0]) => {
    const [{ path }, { routePath, revalidateReason }] = failureOf(task)
    return [path, routePath, revalidateReason]
  }
  const { asPath, route } = page
  expect(where({ kind: 'page', ...page, reason: 'on-demand' })).toEqual([asPath, route, 'on-demand'])
  expect(where({ kind: 'page', ...page, reason: 'miss' })).toEqual([asPath, route, 'stale'])
  expect(where({ kind: 'preview', ...page, data: {} })).toEqual([asPath, route, 'stale'])
  expect(where({ kind: 'shell', route, reason: 'stale' })).toEqual([route, route, 'stale'])
  expect(where({ kind: 'preview-not-found', data: {} })).toEqual(['/404', '/404', 'stale'])
  expect(where({ kind: 'error-page', statusCode: 404, reason: 'stale' })).toEqual(['/404', '/404', 'stale'])
})
