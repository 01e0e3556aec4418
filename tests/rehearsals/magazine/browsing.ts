/** What happens in a browser: changing languages, walking about, drafts. */
import { expect } from 'vitest'
import { eventually, type Tab } from '../../browser/chromium.ts'
import { inBrowser as inAnyBrowser, type Probe } from '../probes.ts'
import type { Side } from '../sides.ts'
import { secrets } from './cms.ts'

/** Waits for the page with this heading and returns what one sees of it. */
async function look({ page }: Tab, heading: string) {
  await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
  if (heading !== 'Meridian') await page.waitForFunction((start) => document.title.startsWith(start), heading)
  return {
    path: new URL(page.url()).pathname,
    title: await page.title(),
    language: await page.evaluate(() => document.documentElement.lang),
    canonical: await page.locator('link[rel=canonical]').getAttribute('href'),
    sections: await page.getByRole('navigation').nth(1).innerText(),
  }
}

/** As on a busy machine, where a picture is fetched long before it is shown. */
const lateness = /preloaded using link preload but not used/

const inBrowser = (name: string, act: (tab: Tab, site: Side) => Promise<unknown>): Probe =>
  inAnyBrowser(name, (tab, site) => {
    tab.allow(lateness)
    return act(tab, site)
  })

const isOver = (tab: Tab) => tab.page.evaluate(() => new Promise((done) => requestIdleCallback(done)))

export const browsing: readonly Probe[] = [
  inBrowser('an article stays the same in another language, which is remembered', async (tab, site) => {
    await tab.open(`${site.url}/articles/the-staircases-of-bergen`)
    await tab.mark()
    const seen = [await look(tab, 'The staircases of Bergen')]
    await tab.page.getByRole('link', { name: 'Français' }).click()
    seen.push(await look(tab, 'Les escaliers de Bergen'))
    await tab.page.getByRole('link', { name: 'Deutsch' }).click()
    seen.push(await look(tab, 'Die Treppen von Bergen'))
    await tab.page.goBack()
    seen.push(await look(tab, 'Les escaliers de Bergen'))
    expect(await tab.isMarked(), 'no document was loaded').toBe(true)
    await tab.open(`${site.url}/`)
    seen.push(await look(tab, 'Meridian'))
    return { seen, cookie: await tab.page.evaluate(() => document.cookie) }
  }),
  inBrowser('from the front page to an article, its author, an issue, and back', async (tab, site) => {
    await tab.open(`${site.url}/de`)
    await tab.mark()
    const seen = [await look(tab, 'Meridian')]
    await tab.page.getByRole('link', { name: 'Warum Brest seine Straßenbahn behält' }).first().click()
    seen.push(await look(tab, 'Warum Brest seine Straßenbahn behält'))
    await tab.page.getByRole('link', { name: 'Inês Carvalho' }).first().click()
    seen.push(await look(tab, 'Inês Carvalho'))
    await tab.page.goBack()
    await tab.page.getByRole('link', { name: 'Heft 11' }).click()
    seen.push(await look(tab, 'Heft 11'))
    await tab.page.goBack()
    seen.push(await look(tab, 'Warum Brest seine Straßenbahn behält'))
    await tab.page.goBack()
    seen.push(await look(tab, 'Meridian'))
    await tab.page.goForward()
    seen.push(await look(tab, 'Warum Brest seine Straßenbahn behält'))
    expect(await tab.isMarked(), 'no document was loaded').toBe(true)
    return seen
  }),
  inBrowser('an article without a translation says so', async (tab, site) => {
    await tab.open(`${site.url}/articles/what-the-tide-brings-to-genoa`)
    const languages = tab.page.getByRole('navigation', { name: 'Languages' })
    expect(await languages.getByRole('link').allInnerTexts()).toEqual(['Français'])
    return languages.getByTitle('Not available in Deutsch').innerText()
  }),
  inBrowser('an older issue is announced, then there', async (tab, site) => {
    await tab.open(`${site.url}/fr/issues/5`)
    return look(tab, 'Numéro 5')
  }),
  inBrowser('an issue that never was is a 404 in its language', async (tab, site) => {
    tab.allow(/404/)
    await tab.page.goto(`${site.url}/fr/issues/77`)
    await tab.page.getByRole('heading', { name: 'Cette page n’est pas parue' }).waitFor()
    return { title: await tab.page.title(), language: await tab.page.evaluate(() => document.documentElement.lang) }
  }),
  inBrowser('a search in German', async (tab, site) => {
    await tab.open(`${site.url}/de`)
    await tab.page.getByRole('link', { name: 'Suche' }).click()
    await tab.page.getByRole('searchbox').fill('Glocke')
    await tab.page.getByRole('searchbox').press('Enter')
    await tab.page.getByText('Artikel zu „Glocke“').waitFor()
    await tab.hydrated()
    await tab.page
      .getByRole('link', { name: /stimmen$/ })
      .first()
      .click()
    return look(tab, 'Die Glocken von Brest stimmen')
  }),
  inBrowser('pictures of the CMS are shown', async (tab, site) => {
    await tab.open(`${site.url}/fr/authors/paola-riva`)
    const pictures = tab.page.locator('main img')
    await eventually(() =>
      pictures.first().evaluate((image) => (image as HTMLImageElement).naturalWidth),
    ).toBeGreaterThan(0)
    await pictures.nth(1).scrollIntoViewIfNeeded()
    await eventually(() =>
      pictures.nth(1).evaluate((image) => (image as HTMLImageElement).naturalWidth),
    ).toBeGreaterThan(0)
    return pictures.nth(1).evaluate((image) => image.getAttribute('sizes'))
  }),
  inBrowser('editors see a draft under a banner, until they leave', async (tab, site) => {
    const query = `secret=${secrets.DRAFT_SECRET}&locale=de&slug=die-suppe-ueber-die-riga-streitet`
    await tab.open(`${site.url}/api/draft?${query}`)
    const seen = [await look(tab, 'Die Suppe, über die Riga streitet')]
    const banner = tab.page.getByText('Entwurfsmodus: Sie sehen, was noch nicht veröffentlicht ist.')
    await banner.waitFor()
    await tab.page.getByRole('link', { name: 'Français' }).click()
    seen.push(await look(tab, 'La soupe qui divise Riga'))
    await tab.page.getByText('Mode brouillon : vous voyez').waitFor()
    tab.allow(/404/)
    await tab.page.getByRole('link', { name: 'Quitter le mode brouillon' }).click()
    await tab.page.getByRole('heading', { name: 'Cette page n’est pas parue' }).waitFor()
    await isOver(tab)
    return {
      seen,
      path: new URL(tab.page.url()).pathname,
      banners: await tab.page.getByText('Mode brouillon :').count(),
    }
  }),
]
