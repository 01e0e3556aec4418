/** What the dictionary is asked. */
import { expect } from 'vitest'
import { postJson } from '../support/visitor.ts'
import { ask, inBrowser, page, pageData, steps, type Probe } from './probes.ts'

/** Awkward addresses, each with its word. */
const awkward = [
  ['/words/24%2F7', '24/7'],
  ['/words/km%2Fh', 'km/h'],
  ['/words/.22', '.22'],
  ["/words/'hood", '&#x27;hood'],
  ['/words/%27hood', '&#x27;hood'],
  ['/words/a.d.', 'A.D.'],
  ['/words/new_york', 'New York'],
] as const

export const probes: readonly Probe[] = [
  page('/', { visits: 2, shows: '147,478' }),
  pageData('/'),
  page('/about', { visits: 2 }),

  page('/words/be', { visits: 2 }),
  pageData('/words/be'),
  page('/words/zymosis', { visits: 2 }),
  pageData('/words/zymosis', { visits: 2 }),
  pageData('/words/quixotic', { visits: 2 }),
  page('/words/quixotic'),
  page('/words/zymosis', { headers: { 'accept-encoding': 'gzip' } }),
  page('/words/zymosis?from=letter'),
  page('/words/wombat', { method: 'HEAD' }),
  page('/words/wombat'),
  ...awkward.map(([path, title]) => page(path, { visits: 2, shows: `<h1>${title}</h1>` })),
  steps('ten who ask for a new word at once get the same page', async (site) => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(site, '/words/serendipity')))
    const bodies = answers.map((answer) => JSON.stringify((answer as { readonly body: unknown }).body))
    expect(new Set(bodies).size).toBe(1)
    return ask(site, '/words/serendipity')
  }),

  page('/words/Paris', { status: 308, visits: 2 }),
  page('/words/New%20York', { status: 308 }),
  pageData('/words/Paris'),
  page('/words/zzzz', { status: 404, visits: 2, shows: 'Not in the dictionary' }),
  pageData('/words/zzzz', { status: 404 }),
  page('/words/24/7', { status: 404 }),
  page('/words/x%2Fy', { status: 404 }),
  page('/words', { status: 404 }),
  page('/words/be/', { status: 308 }),

  page('/letters/a', { visits: 2 }),
  page('/letters/0-9', { visits: 2 }),
  page('/letters/a/2', { visits: 2 }),
  pageData('/letters/a/3', { visits: 2 }),
  page('/letters/a/1', { status: 308 }),
  page('/letters/a/02', { status: 404 }),
  page('/letters/x/2', { status: 404, visits: 2 }),
  page('/letters/ab', { status: 404, visits: 2 }),
  pageData('/letters/ab', { status: 404 }),

  page('/search?q=bread', { visits: 2, shows: 'bread_and_butter' }),
  page('/search?q=bread&page=2'),
  page('/search?q=bread', { headers: { 'accept-encoding': 'gzip' } }),
  page('/search?q=%C3%A9t%C3%A9&q=second'),
  page('/search'),
  pageData('/search'),
  page('/search?q=bread', { method: 'HEAD' }),
  page('/icon.svg'),
  steps('a page cannot be written to', async (site) => {
    const { status } = await postJson(`${site.url}/words/be`, {})
    return { status, posted: await ask(site, '/words/be', { method: 'POST', status: 405 }) }
  }),

  inBrowser('from the word of the day to a letter, to a word and a search', async (tab, site) => {
    const heading = (name: string) => tab.page.getByRole('heading', { level: 1, name, exact: true }).waitFor()
    await tab.open(site.url)
    await tab.mark()
    await tab.page.getByRole('link', { name: 'q', exact: true }).click()
    await heading('Q')
    const letter = await tab.page.title()
    await tab.page.getByRole('link', { name: 'quack', exact: true }).click()
    await heading('quack')
    expect(await tab.isMarked()).toBe(true)
    const word = [await tab.page.title(), new URL(tab.page.url()).pathname]
    await tab.page.goBack()
    await heading('Q')
    expect(await tab.isMarked()).toBe(true)
    await tab.page.getByRole('searchbox').first().fill('lighthouse')
    await tab.page.keyboard.press('Enter')
    await heading('“lighthouse”')
    return { letter, word, search: await tab.page.title() }
  }),

  steps('after a restart, words that were asked for are there', async (site) => {
    await site.restart()
    return {
      ahead: await ask(site, '/words/be'),
      onVisit: await ask(site, '/words/quixotic'),
      unknown: await ask(site, '/words/zzzz', { status: 404 }),
      redirect: await ask(site, '/words/Paris', { status: 308 }),
    }
  }),
]
