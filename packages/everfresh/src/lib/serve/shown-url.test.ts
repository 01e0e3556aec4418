import { expect, it } from 'vitest'
import { hideBasePath, shownUrlOf } from './shown-url.ts'

const i18n = { locales: ['en', 'fr'], defaultLocale: 'en', domains: [], localeDetection: true }
const shown = (url: string, more = {}) => shownUrlOf({ url }, { basePath: '/docs', trailingSlash: true, ...more })

it('tells what the address bar shows, without base path and locale', () => {
  expect(shown('/docs/a/?b=%20')).toEqual({ pathname: '/a', search: '?b=%20' })
  expect(shown('/docs')).toEqual({ pathname: '/', search: '' })
  expect(shown('/docs/fr/a', { i18n })).toEqual({ pathname: '/a', search: '' })
  expect(shown('/docs/_next/data/build/fr/a.json?b', { i18n })).toEqual({ pathname: '/a', search: '?b' })
})

it('tells nothing of addresses that have none', () => {
  expect(shown('/elsewhere')).toBeUndefined()
  expect(shown('/docs/%')).toBeUndefined()
})

it.each([
  ['/docs/a?b', '/a?b'],
  ['/docs', '/'],
  ['/docs?b', '/?b'],
  ['/docsx/a', '/docsx/a'],
  ['/a/docs', '/a/docs'],
])('hides the base path of %s from the code of the site (B100)', (url, hidden) => {
  const request = { url }
  hideBasePath(request, '/docs')
  expect(request.url).toBe(hidden)
})
