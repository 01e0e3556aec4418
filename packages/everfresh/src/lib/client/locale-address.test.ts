/** Addresses of pages in the language of the page, and in others. */
import { describe, expect, it } from 'vitest'
import { addressElsewhere, linkAddress, locatedStep, placeOnHost, takeLocale } from './locale-address.ts'
import type { PageLocale } from './router-types.ts'

const style = { basePath: '', trailingSlash: false }
const english: PageLocale = { locale: 'en', locales: ['en', 'fr', 'nl-NL'], defaultLocale: 'en' }
const french: PageLocale = { ...english, locale: 'fr' }
const domains: PageLocale = {
  domainLocales: [
    { domain: 'example.com', defaultLocale: 'en', locales: ['nl-NL'] },
    { domain: 'example.fr', defaultLocale: 'fr', http: true },
  ],
  isLocaleDomain: true,
}
const link = (path: string, locale?: string | false, place: PageLocale = french, spelling = style) =>
  linkAddress(path, locale, { ...place, ...spelling })

describe('a link', () => {
  it('leads to the page in the language of the page that it is on (B101)', () => {
    expect(link('/about?a=1#b')).toBe('/fr/about?a=1#b')
    expect(link('/')).toBe('/fr')
    expect(link('/about', undefined, english)).toBe('/about')
  })

  it('leads to another language, or to the default one (B101)', () => {
    expect(link('/about', 'nl-NL')).toBe('/nl-NL/about')
    expect(link('/about', 'en')).toBe('/about')
    expect(link('/about', false)).toBe('/about')
  })

  it('keeps a locale that its path has already (B101)', () => {
    expect(link('/nl-NL/about', false)).toBe('/nl-NL/about')
    expect(link('/en/about')).toBe('/en/about')
    expect(link('/fr/about', 'fr')).toBe('/fr/about')
  })

  it('leads to API routes as they are (B101)', () => {
    expect(link('/api/feed')).toBe('/api/feed')
    expect(link('/apiary')).toBe('/fr/apiary')
  })

  it('is what it was on a site in one language', () => {
    expect(link('/fr/about', undefined, {})).toBe('/fr/about')
    expect(link('/about', 'fr', {})).toBe('/about')
  })

  it('has base path and trailing slash (B95, B101)', () => {
    const spelling = { basePath: '/docs', trailingSlash: true }
    expect(link('/', undefined, french, spelling)).toBe('/docs/fr/')
    expect(link('/about/', undefined, french, spelling)).toBe('/docs/fr/about/')
  })

  it('leads to the domain of its language from any of the domains (B101)', () => {
    const here = { ...english, ...domains }
    expect(link('/about', undefined, here)).toBe('https://example.com/about')
    expect(link('/about', 'fr', here)).toBe('http://example.fr/about')
    expect(link('/nl-NL/about', false, here)).toBe('https://example.com/nl-NL/about')
    expect(link('/about', false, here)).toBe('/about')
    expect(link('/about', 'fr', { ...here, isLocaleDomain: false })).toBe('/fr/about')
  })
})

describe('a navigation', () => {
  const to = (href: string, as?: string, locale?: string | false, place = french) =>
    locatedStep({ href, as, locale }, place)

  it('stays in the language of the page, unless its path or its options name another (B101)', () => {
    expect(to('/about')).toEqual({ href: '/about', as: undefined, locale: 'fr' })
    expect(to('/about', undefined, 'nl-NL').locale).toBe('nl-NL')
    expect(to('/about', undefined, false).locale).toBe('en')
    expect(to('/NL-nl/about?a=1', undefined, 'fr')).toMatchObject({ href: '/about?a=1', locale: 'nl-NL' })
    expect(to('/posts/[id]', '/en/posts/1')).toEqual({ href: '/posts/[id]', as: '/posts/1', locale: 'en' })
    expect(to('/about', undefined, 'fr', {})).toEqual({ href: '/about', as: undefined, locale: undefined })
  })

  it('leaves the tab for another domain, and for a language that does not exist (B101)', () => {
    const elsewhere = (locale: string, hostname: string, place: PageLocale) =>
      addressElsewhere('/about', locale, place, style, hostname)
    const here = { ...english, ...domains }
    expect(elsewhere('fr', 'example.com', here)).toBe('http://example.fr/about')
    expect(elsewhere('nl-NL', 'example.com', here)).toBeUndefined()
    expect(elsewhere('fr', 'localhost', { ...here, isLocaleDomain: false })).toBeUndefined()
    expect(elsewhere('xx', 'example.com', here)).toBe('/xx/about')
  })
})

it('a path that cannot be decoded names no language', () => {
  expect(takeLocale('/%E0%A4%A/about', french)).toEqual({ locale: undefined, path: '/%E0%A4%A/about' })
})

it('a host decides on the default language (B101)', () => {
  const place = { ...english, ...domains }
  expect(placeOnHost('example.fr', place)).toEqual({ isLocaleDomain: true, defaultLocale: 'fr' })
  expect(placeOnHost('localhost', place)).toEqual({ isLocaleDomain: false, defaultLocale: 'en' })
  expect(placeOnHost('localhost', {})).toEqual({})
})
