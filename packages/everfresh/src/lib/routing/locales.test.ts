/** Which language a URL is in, and who is sent to another one. */
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { I18nSettings } from '../routes/locale-path.ts'
import { createLocaleStage } from './locales.ts'

const i18n: I18nSettings = {
  locales: ['en', 'fr', 'nl', 'nl-BE'],
  defaultLocale: 'en',
  domains: [],
  localeDetection: true,
}
const domains = [
  { domain: 'example.com', defaultLocale: 'en' },
  { domain: 'example.fr', defaultLocale: 'fr', http: true },
  { domain: 'example.nl', defaultLocale: 'nl', locales: ['nl-BE'] },
] as const

const files = ['/fr/logo.svg', '/notes.txt', '/_next/static/x.js']

function locate(
  path: string,
  headers: Record<string, string> = {},
  settings: Partial<I18nSettings> = {},
  spelling: { basePath?: string; trailingSlash?: boolean } = {},
) {
  const request = new IncomingMessage(new Socket())
  Object.assign(request.headers, headers)
  const response = new ServerResponse(request)
  const stage = createLocaleStage({ ...i18n, ...settings }, { basePath: '', trailingSlash: false, ...spelling })
  const [pathname = '', query] = path.split('?')
  const url = { pathname, search: query === undefined ? '' : `?${query}` }
  const located = stage.locate({ url, request, response, isFile: (file) => files.includes(file) })
  const where = located.kind === 'url' ? located.url.pathname + located.url.search : `to ${located.location}`
  return { where, located, headers: response.getHeaders() }
}
const where = (...call: Parameters<typeof locate>): string => locate(...call).where

describe('the locale of a path', () => {
  it.each([
    ['/', '/en'],
    ['/en', '/en'],
    ['/about?a=1', '/en/about?a=1'],
    ['/en/about', '/en/about'],
    ['/fr/about', '/fr/about'],
    ['/NL-be/about', '/nl-BE/about'],
    ['/en/fr', '/en/fr'],
  ])('is the one in front, or the default one: %s is %s (B10, B101)', (path, expected) => {
    expect(where(path)).toBe(expected)
  })

  it.each(['/_next/static/x.js', '/_next/data/b1/fr/about.json', '/%5Fnext/x', '/api/x', '/api', '/fr/logo.svg'])(
    'is no part of %s, which is the same in all languages (B101)',
    (path) => {
      expect(where(path)).toBe(path)
    },
  )

  it('is left away from public files, which links may have given one (B101)', () => {
    expect(where('/fr/notes.txt')).toBe('/notes.txt')
    expect(where('/notes.txt')).toBe('/notes.txt')
    expect(where('/fr/_next/static/x.js')).toBe('/fr/_next/static/x.js')
  })

  it('is the domain’s own where the path names none (B101)', () => {
    expect(where('/about', { host: 'example.fr' }, { domains })).toBe('/fr/about')
    expect(where('/about', { host: 'EXAMPLE.fr:8080' }, { domains })).toBe('/fr/about')
    expect(where('/en/about', { host: 'example.fr' }, { domains })).toBe('/en/about')
    expect(where('/about', { host: 'example.org' }, { domains })).toBe('/en/about')
  })
})

describe('a visitor of the home page', () => {
  const french = { 'accept-language': 'fr-CH, fr;q=0.9, en;q=0.8' }

  it('is sent to the language of his browser, and nobody keeps that answer (B101)', () => {
    const { located, headers } = locate('/?a=1', french)
    expect(located).toEqual({ kind: 'redirect', status: 307, location: '/fr?a=1' })
    expect(headers).toEqual({
      'cache-control': 'private, no-cache, no-store, max-age=0, must-revalidate',
      vary: 'Accept-Language, Cookie',
    })
  })

  it('is sent to the language that he chose before (B101)', () => {
    expect(where('/', { ...french, cookie: 'a=b; NEXT_LOCALE=nl-be' })).toBe('to /nl-BE')
    expect(where('/', { ...french, cookie: 'NEXT_LOCALE=en' })).toBe('/en')
    expect(where('/', { ...french, cookie: 'NEXT_LOCALE=xx; X_NEXT_LOCALE=nl' })).toBe('to /fr')
  })

  it('stays where he is in his own language, in an unknown one, or when his wish cannot be read (B101)', () => {
    for (const header of ['en', 'ja', '*', '', 'fr;q=x;;', ';']) {
      expect(where('/', { 'accept-language': header })).toBe('/en')
    }
  })

  it('is sent nowhere from other pages, from a locale, or without detection (B101)', () => {
    expect(where('/about', french)).toBe('/en/about')
    expect(where('/en', french)).toBe('/en')
    expect(where('/', french, { localeDetection: false })).toBe('/en')
  })

  it('keeps base path and trailing slash (B95, B101)', () => {
    expect(where('/?a=1', french, {}, { basePath: '/docs', trailingSlash: true })).toBe('to /docs/fr/?a=1')
    expect(where('/', french, {}, { basePath: '/docs' })).toBe('to /docs/fr')
  })

  it('is sent to the domain of his language (B101)', () => {
    const on = (host: string, language: string) => where('/', { host, 'accept-language': language }, { domains })
    expect(on('example.com', 'fr')).toBe('to http://example.fr/')
    expect(on('example.com', 'nl-BE')).toBe('to https://example.nl/nl-BE')
    expect(on('example.nl', 'nl-BE')).toBe('to https://example.nl/nl-BE')
    expect(on('example.fr', 'fr')).toBe('/fr')
    expect(on('example.fr', 'ja')).toBe('/fr')
    expect(on('preview.example.org', 'fr')).toBe('to /fr')
  })
})
