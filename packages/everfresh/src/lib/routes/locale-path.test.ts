import { expect, test } from 'vitest'
import { domainOfHost, domainOfLocale, splitLocale, withLocale } from './locale-path.ts'

const locales = ['en', 'fr', 'nl-NL']

test.each([
  ['/', undefined, '/'],
  ['/about', undefined, '/about'],
  ['/fr', 'fr', '/'],
  ['/FR/about', 'fr', '/about'],
  ['/nl-nl/a/b', 'nl-NL', '/a/b'],
  ['/f%72/about', 'fr', '/about'],
  ['/french/about', undefined, '/french/about'],
  ['/en/fr', 'en', '/fr'],
  ['/about/fr', undefined, '/about/fr'],
])('%s is in the language %s, and the page %s (B101)', (path, locale, pathname) => {
  expect(splitLocale(path, locales)).toEqual({ locale, pathname })
})

test('a locale goes in front of path, query and hash (B101)', () => {
  expect(['/', '/?a=1', '/#x', '/about?a=1'].map((path) => withLocale(path, 'fr'))).toEqual([
    '/fr',
    '/fr?a=1',
    '/fr#x',
    '/fr/about?a=1',
  ])
  expect(withLocale('/about', undefined)).toBe('/about')
})

test('hosts and locales lead to their domain (B101)', () => {
  const [english, french] = [
    { domain: 'example.com', defaultLocale: 'en', locales: ['nl-NL'] },
    { domain: 'example.fr', defaultLocale: 'fr' },
  ]
  const domains = [english, french]
  expect(domainOfHost(domains, 'Example.FR:3000')).toBe(french)
  expect(domainOfHost(domains, 'example.org')).toBeUndefined()
  expect(domainOfHost(domains, undefined)).toBeUndefined()
  expect(domainOfLocale(domains, 'nl-NL')).toBe(english)
  expect(domainOfLocale(domains, 'de')).toBeUndefined()
})
