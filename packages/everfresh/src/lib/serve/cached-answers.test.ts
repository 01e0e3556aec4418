import { expect, it } from 'vitest'
import { httpCacheSettingsOf, type HttpCacheConfig } from '../config/http-cache-schema.ts'
import { cachedAnswersOf } from './cached-answers.ts'

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
