/** The site written after the guide to internationalized routing. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, useChromium } from '../browser/chromium.ts'
import { buildSite, copySite, startSite, type RunningSite, type SiteCopy } from '../support/site.ts'
import { visit } from '../support/visitor.ts'

const chromium = useChromium()
let copy: SiteCopy
let server: RunningSite

beforeAll(async () => {
  copy = await copySite('guides-i18n')
  await buildSite(copy.directory)
  server = await startSite(copy.directory)
})
afterAll(async () => {
  await server?.stop()
  await copy?.remove()
})

const page = (path: string, headers: Record<string, string> = {}) => visit(server.url + path, { headers })
const told = (text: string) => /<p id="told">(.*?)<\/p>/.exec(text)?.[1]

test('each language has its pages, texts and paths (B101)', async () => {
  for (const [prefix, locale, welcome, hello] of [
    ['', 'en-US', 'Welcome', 'Hello, world'],
    ['/fr', 'fr', 'Bienvenue', 'Bonjour, le monde'],
    ['/nl-NL', 'nl-NL', 'Welkom', 'Hallo, wereld'],
  ] as const) {
    const { text, cache } = await page(prefix || '/')
    expect(text).toContain(`<html lang="${locale}">`)
    expect(text).toContain(`<h1>${welcome}</h1>`)
    expect(told(text)).toBe(`${locale} of en-US,fr,nl-NL (en-US)`)
    expect([cache, text.match(/hrefLang/gi)?.length]).toEqual(['HIT', 3])
    expect((await page(`${prefix}/blog/hello`)).text).toContain(`<h1>${hello}</h1>`)
  }
})

test('a visitor is sent to his language, as his browser or his cookie says', async () => {
  const languageOf = async (headers: Record<string, string>) => {
    const { status, headers: answer } = await page('/', headers)
    return [status, answer.location]
  }
  expect(await languageOf({ 'accept-language': 'fr-CA,fr;q=0.9,en;q=0.5' })).toEqual([307, '/fr'])
  expect(await languageOf({ 'accept-language': 'fr', cookie: 'NEXT_LOCALE=nl-NL' })).toEqual([307, '/nl-NL'])
  expect(await languageOf({ 'accept-language': 'en' })).toEqual([200, undefined])
  expect(await languageOf({ 'accept-language': 'fr', cookie: 'NEXT_LOCALE=en-US' })).toEqual([200, undefined])
})

test('pages per request know the language, and what is missing in one is missing there only', async () => {
  expect(told((await page('/fr/account', { cookie: 'NEXT_LOCALE=fr' })).text)).toBe('fr fr')
  expect((await page('/nowhere')).text).toContain('<h1>Not found</h1>')
  expect(await page('/fr/nowhere')).toMatchObject({
    status: 404,
    text: expect.stringContaining('<h1>Introuvable</h1>'),
  })
  const crawler = { 'user-agent': 'Googlebot/2.1' }
  expect((await page('/blog/only', crawler)).text).toContain('For Americans only')
  expect((await page('/fr/blog/only', crawler)).status).toBe(404)
})

test('links and buttons change the language without a new document, and the cookie remembers', async () => {
  const tab = await chromium.tab({ locale: 'en-US' })
  tab.allow(/favicon.ico/)
  await tab.open(`${server.url}/`)
  await tab.mark()
  const path = () => tab.page.url().slice(server.url.length)
  await tab.page.getByRole('link', { name: 'nl-NL' }).click()
  await eventually(() => tab.text('h1')).toBe('Welkom')
  expect([path(), await tab.text('#locale')]).toEqual(['/nl-NL', 'nl-NL'])
  await tab.page.getByRole('link', { name: 'hello' }).click()
  await eventually(() => tab.text('h1')).toBe('Hallo, wereld')
  expect(path()).toBe('/nl-NL/blog/hello')
  await tab.page.getByRole('button').click()
  await eventually(() => tab.text('h1')).toBe('Bonjour, le monde')
  expect([path(), await tab.isMarked()]).toEqual(['/fr/blog/hello', true])
  await tab.page.goBack()
  await eventually(() => tab.text('h1')).toBe('Hallo, wereld')
  await tab.open(`${server.url}/`)
  expect([path(), await tab.text('h1')]).toEqual(['/fr', 'Bienvenue'])
})
