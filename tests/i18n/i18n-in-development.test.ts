/** A site in several languages while it is developed. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { linksOf, openI18nSite, routerOf, toldBy, type I18nSite } from './i18n-site.ts'

let site: I18nSite
beforeAll(async () => void (site = await openI18nSite('development')))
afterAll(() => site?.remove())

const locales = ['en', 'fr', 'nl-NL']

test.each([
  ['/', 'en', 'Home in en'],
  ['/FR', 'fr', 'Home in fr'],
  ['/fr/news', 'fr', 'Nouvelles'],
  ['/nl-NL/closed/deux', 'nl-NL', 'closed deux in nl-NL'],
  ['/fr/waiting/two', 'fr', 'waiting two in fr'],
  ['/fr/request', 'fr', 'Request for /request'],
  ['/nl-NL/initial', 'nl-NL', 'Initial'],
])('%s is a page in %s (B101, B176)', async (path, locale, text) => {
  const page = await site.page(path)
  expect(page).toMatchObject({ status: 200, text: expect.stringContaining(text) })
  expect(toldBy(page)).toMatchObject({ locale, locales, defaultLocale: 'en' })
  expect(routerOf(page)).toMatchObject({ locale, locales, defaultLocale: 'en' })
})

test('shells, missing pages, data and files know the language (B60, B101)', async () => {
  expect(routerOf(await site.page('/fr/open/two'))).toMatchObject({ isFallback: true, locale: 'fr' })
  const missing = await site.page('/nl-NL/closed/one')
  expect(missing).toMatchObject({ status: 404, text: expect.stringContaining('Nothing here in nl-NL') })
  const answer = await site.page('/_next/data/development/fr/open/two.json')
  expect(JSON.parse(answer.text)).toMatchObject({ pageProps: { told: { locale: 'fr' } } })
  expect((await site.page('/_next/data/development/news.json')).status).toBe(404)
  expect((await site.page('/fr/notes.txt')).text).toContain('The same in all languages.')
})

test('visitors of the home page are sent to their language (B101)', async () => {
  const { status, headers } = await site.page('/', { headers: { 'accept-language': 'fr' } })
  expect([status, headers.location]).toEqual([307, '/fr'])
})

test('links stay on the developer’s machine (B101)', async () => {
  expect(linksOf(await site.page('/fr/plain'))).toMatchObject({ news: '/fr/news?a=1#top', dutch: '/nl-NL/plain' })
})

test('an API route revalidates a page in each language (B101, B122)', async () => {
  expect((await site.page('/api/revalidate?path=/fr/news')).status).toBe(200)
  expect((await site.page('/api/revalidate?path=/news')).status).toBe(200)
})
