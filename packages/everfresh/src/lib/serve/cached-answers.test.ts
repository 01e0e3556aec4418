import { expect, it } from 'vitest'
import { httpCacheSettingsOf, type HttpCacheConfig } from '../config/http-cache-schema.ts'
import { answerNamespaceOf, cachedAnswersOf } from './cached-answers.ts'

const kept = (config: HttpCacheConfig | undefined, pattern = '/search') =>
  cachedAnswersOf(httpCacheSettingsOf(config as never), pattern)

it('keeps nothing unless the site wants it', () => {
  expect(kept(undefined)).toBeUndefined()
  expect(kept(false)).toBeUndefined()
  expect(kept(true)).toEqual({})
  expect(kept({})).toEqual({})
})

it('keeps the routes that are named, or all but those that are named', () => {
  expect(kept({ routes: { '/search': true } })).toEqual({})
  expect(kept({ routes: { '/other': true } })).toBeUndefined()
  expect(kept({ routes: { '/search': false } })).toBeUndefined()
  expect(kept({ routes: { '/other': false } })).toEqual({})
  expect(kept({ routes: { '/search': { ignoreCookies: true } } })).toEqual({ ignoreCookies: true })
  expect(kept({ routes: { '/other': false } }, 'constructor')).toEqual({})
})

it('keeps the answers of a route apart by its code, the configuration and its rule for cookies, and not by deployment', () => {
  const settings = { basePath: '', trailingSlash: false } as never
  const made = { id: 'd1', everfreshVersion: '1', settings }
  const route = { fingerprint: 'f1' }
  const namespace = answerNamespaceOf(made, route, {})
  expect(answerNamespaceOf({ ...made, id: 'd2' }, route, { ignoreCookies: false })).toBe(namespace)
  for (const other of [
    answerNamespaceOf(made, { fingerprint: 'f2' }, {}),
    answerNamespaceOf(made, route, { ignoreCookies: true }),
    answerNamespaceOf({ ...made, settings: { basePath: '/docs' } as never }, route, {}),
    answerNamespaceOf({ ...made, everfreshVersion: '2' }, route, {}),
  ]) {
    expect(other).not.toBe(namespace)
  }
  expect(answerNamespaceOf({ ...made, middleware: { kind: 'middleware' } }, route, {})).toBe('d1')
  expect(answerNamespaceOf(made, {}, {})).toBe('d1')
})
