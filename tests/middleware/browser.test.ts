/** Middleware below a base path, in a site of two languages, as visitors and the client runtime meet it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually, useChromium, type Tab } from '../browser/chromium.ts'
import { openMiddlewareSite, member, privately, type MiddlewareSite } from './middleware-site.ts'

const chromium = useChromium()
let site: MiddlewareSite
beforeAll(async () => {
  site = await openMiddlewareSite({ ELSEWHERE: '1' })
})
afterAll(() => site?.remove())

async function openTab(path: string, session?: string): Promise<Tab> {
  const tab = await chromium.tab()
  if (session !== undefined) {
    await tab.page.context().addCookies([{ name: 'session', value: session, url: site.server.url }])
  }
  await tab.open(`${site.server.url}/docs${path}`)
  await tab.mark()
  return tab
}

async function follow({ page }: Tab, name: string, heading: string): Promise<void> {
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor()
}

const path = ({ page }: Tab): string => page.url().slice(site.server.url.length)

describe('in every language', () => {
  test.each([
    ['/dashboard', '/docs/login?from=%2Fdashboard'],
    ['/fr/dashboard', '/docs/fr/login?from=%2Fdashboard'],
    ['/FR/d%61shboard', '/docs/fr/login?from=%2Fdashboard'],
    ['/en/members', '/docs/login?from=%2Fmembers'],
    ['/fr/caf%c3%a9/a', '/docs/fr/login?from=%2Fcaf%25C3%25A9%2Fa'],
    ['/secret/plan.txt', '/docs/login?from=%2Fsecret%2Fplan.txt'],
  ])('%s is behind middleware', async (from, to) => {
    expect(await site.ask('', { target: `/docs${from}` })).toMatchObject({ status: 307, headers: { location: to } })
  })

  test.each(['/dashboard', '/en/dashboard', '/fr/dashboard', '/FR/dashboard'])(
    'data of %s are behind middleware (GHSA-36qx-fr4f-26g5)',
    async (name) => {
      for (const id of [site.buildId, 'long-gone']) {
        const seen = await site.ask(`/_next/data/${id}${name}.json`)
        expect(seen.text).toBe('{}')
        expect(seen.headers['x-nextjs-redirect']).toMatch(/^\/docs\/(?:fr\/)?login/)
      }
    },
  )

  test('a rewrite keeps the language', async () => {
    expect((await site.ask('/fr/lab/post')).text).toContain('"locale":"fr"')
    expect((await site.ask('/lab/file')).text).toBe('Everybody may read this.\n')
  })

  test('pages may be everybody’s all the same, where the configuration says so', async () => {
    const shown = await site.ask('/dashboard', { headers: member })
    expect(shown.headers['cache-control']).toContain('s-maxage=3600')
    // What middleware itself answers never is.
    for (const refused of ['/dashboard', '/lab/json']) {
      expect((await site.ask(refused)).headers['cache-control']).toBe(privately)
    }
  })
})

describe('the client runtime', () => {
  test('follows redirects of pages with and without data, and stays in the document', async () => {
    const tab = await openTab('')
    for (const [link, from] of [
      ['/members', '/members'],
      ['/dashboard', '/dashboard'],
    ] as const) {
      await follow(tab, link, 'Log in')
      expect(path(tab)).toBe(`/docs/login?from=${encodeURIComponent(from)}`)
      expect(await tab.text('#from')).toBe(from)
      await tab.page.goBack()
      await tab.page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
    }
    await follow(tab, '/lab/redirect', 'About')
    expect(path(tab)).toBe('/docs/about')
    expect(await tab.isMarked()).toBe(true)
  })

  test('shows members what others do not see, until they are none any more', async () => {
    const tab = await openTab('', 'valid')
    await follow(tab, '/members', 'Members')
    await tab.page.goBack()
    await follow(tab, '/dashboard', 'Dashboard')
    await tab.page.goBack()
    await tab.page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
    await tab.page.context().clearCookies()
    await follow(tab, '/dashboard', 'Log in')
    expect(await tab.isMarked()).toBe(true)
  })

  test('shows a rewritten page under the address that was asked for', async () => {
    const tab = await openTab('')
    await follow(tab, '/lab/post', 'The first post')
    expect(path(tab)).toBe('/docs/lab/post')
    expect([await tab.text('#slug'), await tab.text('#address')]).toEqual(['one', '/lab/post'])
    await tab.page.goBack()
    await tab.page.getByRole('heading', { name: 'Home', level: 1 }).waitFor()
    await tab.page.goForward()
    await tab.page.getByRole('heading', { name: 'The first post', level: 1 }).waitFor()
    expect(path(tab)).toBe('/docs/lab/post')
    expect(await tab.isMarked()).toBe(true)
  })

  test('hydrates a rewritten document', async () => {
    const tab = await openTab('/lab/post')
    expect([await tab.text('h1'), await tab.text('#slug')]).toEqual(['The first post', 'one'])
    await eventually(() => tab.text('#address')).toBe('/lab/post')
  })

  test('leaves for what is no page', async () => {
    const tab = await openTab('')
    // The answer is no page, so the browser looks for an icon, too.
    tab.allow(/401|favicon/)
    await tab.page.getByRole('link', { name: '/lab/json', exact: true }).click()
    await eventually(() => tab.page.locator('body').textContent()).toContain('Not for you')
    expect(path(tab)).toBe('/docs/lab/json')
  })

  test('fetches no data ahead where middleware decides', async () => {
    const tab = await openTab('')
    await eventually(() => tab.requests.some((request) => request.url().includes('/news.json'))).toBe(true)
    const ahead = tab.requests.map((request) => request.url()).filter((url) => url.includes('/_next/data/'))
    expect(ahead.filter((url) => /dashboard|members|lab|posts/.test(url))).toEqual([])
  })
})
