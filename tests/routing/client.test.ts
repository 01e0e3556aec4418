/** Rewrites, redirects and assets of a built site in a browser: links lead where documents would. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, useChromium, type Tab } from '../browser/chromium.ts'
import { buildSite, startSite, type RunningSite } from '../support/site.ts'
import { openRoutingSite, type RoutingSite } from './routing-site.ts'

const chromium = useChromium()
let site: RoutingSite
let server: RunningSite
beforeAll(async () => {
  site = await openRoutingSite()
  await buildSite(site.directory, { env: site.env })
  server = await startSite(site.directory, { env: site.env })
  site.servedAt(server.url)
}, 300_000)
afterAll(async () => {
  await server?.stop()
  await site?.remove()
})

interface Route {
  readonly asPath: string
  readonly pathname: string
  readonly query: Record<string, string>
  readonly isReady: boolean
}

const routeOf = async (tab: Tab) => JSON.parse(await tab.text('#route')) as Route
/** What the page found in the query whenever the router was ready. */
const readyOf = (tab: Tab) => tab.page.evaluate(() => (window as unknown as { ready?: object[] }).ready)
const dataRequests = (tab: Tab) =>
  tab.requests
    .filter((request) => request.method() === 'GET')
    .flatMap((request) => /_next\/data\/[^/]+(\/.*)$/.exec(request.url())?.[1] ?? [])

async function home() {
  const tab = await chromium.tab()
  await tab.open(`${server.url}/docs`)
  await tab.mark()
  return tab
}

async function follow(tab: Tab, name: string, heading: string): Promise<Route> {
  await tab.page.getByRole('link', { name, exact: true }).click()
  await tab.page.getByRole('heading', { name: heading }).waitFor()
  return routeOf(tab)
}

describe('a link to a rewritten path', () => {
  it('shows the page behind it, with its data, under its own address (B97, B175)', async () => {
    const tab = await home()
    expect(await follow(tab, '/blog/first', 'posts first')).toEqual({
      asPath: '/blog/first',
      pathname: '/posts/[slug]',
      query: { slug: 'first' },
      isReady: true,
    })
    expect(dataRequests(tab)).toEqual(['/posts/first.json'])
    expect(tab.page.url()).toBe(`${server.url}/docs/blog/first`)
    await tab.page.goBack()
    await tab.page.getByRole('heading', { name: 'Home' }).waitFor()
    expect(await follow(tab, '/posts-of/second', 'posts second')).toMatchObject({
      query: { slug: 'second', by: 'second' },
    })
    await tab.page.goBack()
    await tab.page.getByRole('heading', { name: 'Home' }).waitFor()
    await tab.page.goForward()
    await tab.page.getByRole('heading', { name: 'posts second' }).waitFor()
    expect(await routeOf(tab)).toMatchObject({ asPath: '/posts-of/second', query: { slug: 'second', by: 'second' } })
    expect(await tab.isMarked()).toBe(true)
  })

  it('may disguise a pattern, or be pushed (B175)', async () => {
    const tab = await home()
    expect(await follow(tab, 'disguised', 'posts disguised')).toMatchObject({ asPath: '/blog/disguised' })
    await tab.page.goBack()
    await tab.page.getByRole('button', { name: 'push' }).click()
    await tab.page.getByRole('heading', { name: 'posts pushed' }).waitFor()
    expect(await routeOf(tab)).toMatchObject({ asPath: '/blog/pushed?x=1', query: { slug: 'pushed', x: '1' } })
    expect(await tab.isMarked()).toBe(true)
  })

  it('sends the merged query to pages that are made per request', async () => {
    const tab = await home()
    expect(await follow(tab, '/me?x=1', 'On request')).toMatchObject({ query: { id: 'me', x: '1', added: '1' } })
    expect(dataRequests(tab)).toEqual(['/request/me.json?x=1&added=1'])
    expect(tab.page.url()).toBe(`${server.url}/docs/me?x=1`)
  })

  it('fills the shell of a page that does not exist yet, navigated to or opened (B97)', async () => {
    const tab = await home()
    expect(await follow(tab, '/shelled-as/new', 'shelled new')).toMatchObject({ asPath: '/shelled-as/new' })
    const direct = await chromium.tab()
    await direct.open(`${server.url}/docs/shelled-as/direct`)
    await direct.page.getByRole('heading', { name: 'shelled direct' }).waitFor()
    expect(await routeOf(direct)).toMatchObject({ asPath: '/shelled-as/direct', query: { slug: 'direct' } })
  })

  it('asks for a document where another server answers', async () => {
    const tab = await home()
    await tab.page.getByRole('link', { name: '/upstream/page' }).click()
    await tab.page.getByRole('heading', { name: 'Upstream' }).waitFor()
    expect(tab.page.url()).toBe(`${server.url}/docs/upstream/page`)
  })
})

describe('a document at a rewritten path', () => {
  it.each([
    ['/plain-as', { asPath: '/plain-as', query: { added: '1' } }],
    ['/automatic-as/7?x=1', { asPath: '/automatic-as/7?x=1', query: { id: '7', x: '1', added: '1' } }],
    ['/blog/opened', { asPath: '/blog/opened', query: { slug: 'opened' } }],
    ['/me?x=1', { asPath: '/me?x=1', query: { id: 'me', x: '1', added: '1' } }],
  ])('%s knows its query as soon as it is ready, and no sooner (B169)', async (path, expected) => {
    const tab = await chromium.tab()
    await tab.open(`${server.url}/docs${path}`)
    await eventually(() => routeOf(tab)).toMatchObject({ ...expected, isReady: true })
    expect((await readyOf(tab))?.[0]).toEqual(expected.query)
  })
})

describe('a link to a redirected path', () => {
  it('asks for the document, which is elsewhere', async () => {
    const tab = await home()
    await tab.page.getByRole('link', { name: '/old', exact: true }).click()
    await tab.page.getByRole('heading', { name: 'About' }).waitFor()
    expect(tab.page.url()).toBe(`${server.url}/docs/about`)
  })
})

describe('assets', () => {
  it('all come from the CDN: scripts, styles, what is loaded later, and files that they name', async () => {
    const tab = await chromium.tab()
    await tab.open(`${server.url}/docs/lazy`)
    await tab.page.getByText('Later').waitFor()
    expect(await tab.page.getByText('Later').evaluate((node) => getComputedStyle(node).color)).toBe('rgb(1, 2, 3)')
    await eventually(() =>
      tab.page.evaluate(() => document.querySelector<HTMLImageElement>('#dot')!.naturalWidth),
    ).toBeGreaterThan(0)
    const assets = tab.requests.map((request) => request.url()).filter((url) => url.includes('/_next/static/'))
    expect(assets.length).toBeGreaterThan(4)
    expect(assets.filter((url) => !url.startsWith(site.env.CDN))).toEqual([])
    expect(assets.filter((url) => url.endsWith('.svg'))).not.toEqual([])
    expect(new Set(assets).size).toBe(assets.length)
  })
})

describe('a client of another deployment', () => {
  it('loads the document anew (B38)', async () => {
    const tab = await chromium.tab()
    await tab.page.route('**/_next/data/**', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, headers: { ...response.headers(), 'x-nextjs-deployment-id': 'second' } })
    })
    await tab.open(`${server.url}/docs`)
    await tab.mark()
    await follow(tab, '/blog/first', 'posts first')
    await tab.hydrated()
    expect(await tab.isMarked()).toBe(false)
  })
})
