/** Navigating on a site in several languages. */
import { describe, expect, it } from 'vitest'
import { openRouter, type OpenOptions } from './testing/open-router.ts'

const languages = { locale: 'fr', locales: ['en', 'fr'], defaultLocale: 'en' }
const domainLocales = [
  { domain: 'site.test', defaultLocale: 'en' },
  { domain: 'site.fr', defaultLocale: 'fr', http: true as const },
]
const open = (url: string, options: OpenOptions = {}) =>
  openRouter({ url: `http://site.test${url}`, ...options, data: { gsp: true, ...languages, ...options.data } })

describe('a router in French', () => {
  it('begins with a path without the locale (B101)', async () => {
    const { router, browser, settle } = open('/FR')
    await settle()
    expect(router).toMatchObject({ asPath: '/', locale: 'fr', locales: ['en', 'fr'], defaultLocale: 'en' })
    expect(browser.address).toBe('/FR')
  })

  it('stays in French, in the address and in what it asks for (B47, B101)', async () => {
    const { router, browser, requests, events, settle } = open('/fr')
    await settle()
    await router.push('/products/1')
    expect(browser.address).toBe('/fr/products/1')
    expect(router).toMatchObject({ asPath: '/products/1', locale: 'fr' })
    expect(requests[0]).toBe('GET /_next/data/b1/fr/products/1.json')
    expect(events).toContain('routeChangeStart /fr/products/1')
    await router.push('/')
    expect(browser.address).toBe('/fr')
    expect(requests).toContain('GET /_next/data/b1/fr.json')
  })

  it('goes to other languages, and back and forward between them (B101)', async () => {
    const { router, browser, requests, settle } = open('/fr')
    await settle()
    await router.push('/', '/', { locale: 'en' })
    expect([browser.address, router.locale]).toEqual(['/', 'en'])
    expect(requests).toContain('GET /_next/data/b1/en.json')
    await router.push('/fr/products/2')
    expect([browser.address, router.locale, router.asPath]).toEqual(['/fr/products/2', 'fr', '/products/2'])
    browser.travel(-1)
    await expect.poll(() => router.locale).toBe('en')
    browser.travel(-1)
    await expect.poll(() => router.locale).toBe('fr')
    await expect.poll(() => [browser.address, router.asPath]).toEqual(['/fr', '/'])
    await expect.poll(() => browser.languages).toEqual(['en', 'fr', 'en', 'fr'])
  })

  it('takes another language at the same path for another page, and not for a hash of it (B101)', async () => {
    const { router, events, settle } = open('/fr#a')
    await settle()
    await router.push('/#b', undefined, { locale: 'en' })
    expect(events).toContain('routeChangeComplete /#b')
    await router.push('#c')
    expect(events).toContain('hashChangeComplete /#c')
  })

  it('asks for a document in a language that the site does not have (B101)', async () => {
    const { router, browser, settle } = open('/fr')
    await settle()
    void router.push('/', '/', { locale: 'xx' })
    await expect.poll(() => browser.documents).toEqual(['/xx'])
  })

  it('prefetches what a link in another language leads to (B101, B171)', async () => {
    const { router, requests, settle } = open('/fr')
    await settle()
    await router.prefetch('/products/3', undefined, { locale: 'en' })
    expect(requests).toContain('GET /_next/data/b1/en/products/3.json prefetch')
  })
})

describe('a router on a domain', () => {
  it('learns from the host what the kept page could not know (B101)', async () => {
    const { router, settle, browser } = openRouter({
      url: 'http://site.fr/',
      data: { gsp: true, ...languages, domainLocales, isLocaleDomain: true },
    })
    await settle()
    expect(router).toMatchObject({ defaultLocale: 'fr', isLocaleDomain: true, domainLocales })
    await router.push('/products/1')
    expect(browser.address).toBe('/products/1')
    void router.push('/products/1', undefined, { locale: 'en' })
    await expect.poll(() => browser.documents).toEqual(['https://site.test/products/1'])
  })

  it('stays on a host that is none of them, such as a preview’s (B101)', async () => {
    const { router, settle, browser } = openRouter({
      url: 'http://preview.test/fr',
      data: { gsp: true, ...languages, domainLocales, isLocaleDomain: true },
    })
    await settle()
    expect(router.isLocaleDomain).toBe(false)
    await router.push('/products/1', undefined, { locale: 'en' })
    expect(browser.address).toBe('/products/1')
  })
})
