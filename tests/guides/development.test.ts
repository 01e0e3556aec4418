/** The site written after the guides while it is developed: React itself says where a page hydrates differently. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually, useChromium } from '../browser/chromium.ts'
import { developGuides, type GuidesSite } from './guides-site.ts'

const chromium = useChromium()
let site: GuidesSite
beforeAll(async () => void (site = await developGuides()))
afterAll(() => site?.remove())

test('pages of all kinds hydrate without a warning', async () => {
  const tab = await chromium.tab()
  for (const [path, text] of [
    ['/', 'Guides'],
    ['/automatic?a=1', '"a"'],
    ['/stars?q=1', 'Stars: 7'],
    ['/dashboard', 'Dashboard'],
    ['/drafts/first', 'Published'],
    ['/blog/2', 'Two'],
    ['/env', 'abcdefghijk'],
    ['/lazy', 'in a browser'],
  ] as const) {
    await tab.open(site.url + path)
    await eventually(() => tab.text('#__next')).toContain(text)
  }
})

test('a draft is shown to an editor, and a form is answered', async () => {
  const tab = await chromium.tab()
  await tab.page.goto(`${site.url}/api/draft?secret=MY_SECRET_TOKEN&slug=first`)
  await tab.hydrated()
  expect(await tab.text('h1')).toBe('Draft')
  await tab.page.goto(`${site.url}/forms`)
  await tab.hydrated()
  await tab.page.fill('[name=title]', 'Later')
  await tab.page.click('#scripted button')
  await eventually(() => tab.text('h1')).toBe('Post: later')
})
