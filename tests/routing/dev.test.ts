/** The rules of the configuration apply in development as they do to a built site. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useChromium } from '../browser/chromium.ts'
import { devSite, type RunningSite } from '../support/site.ts'
import { visit } from '../support/visitor.ts'
import { headingOf, openRoutingSite, shownIn, type RoutingSite } from './routing-site.ts'

const chromium = useChromium()
let site: RoutingSite
let server: RunningSite
beforeAll(async () => {
  site = await openRoutingSite()
  server = await devSite(site.directory, { env: site.env })
}, 120_000)
afterAll(async () => {
  await server?.stop()
  await site?.remove()
})

const see = (path: string, headers: Record<string, string> = {}) => visit(server.url + path, { headers })

it('redirects, below the base path and outside of it', async () => {
  expect(await see('/docs/old?a=1')).toMatchObject({ status: 308, headers: { location: '/docs/about?a=1' } })
  expect(await see('/docs/robots.txt?about=1')).toMatchObject({ status: 307 })
  expect(await see('/outside-in/a')).toMatchObject({ status: 307, headers: { location: '/docs/a' } })
  expect((await see('/elsewhere')).status).toBe(404)
})

it('rewrites to pages, files, API routes and other servers (B97)', async () => {
  expect(headingOf(await see('/docs/blog/first'))).toBe('posts first')
  expect(headingOf(await see('/docs/listed/unknown'))).toBe('posts unknown')
  expect(headingOf(await see('/docs/about'))).toBe('About')
  expect(headingOf(await see('/docs/robots.txt', { cookie: 'robots=off' }))).toBe('posts robots')
  expect((await see('/docs/robots.txt')).text).toBe('User-agent: *\n')
  expect((await see('/docs/picture')).headers['content-type']).toMatch('image/svg+xml')
  expect(JSON.parse((await see('/docs/call/a?x=1')).text)).toMatchObject({ query: { x: '1', path: ['a'] } })
  expect(JSON.parse((await see('/docs/upstream/x')).text)).toMatchObject({ url: '/x' })
  const page = await see('/docs/me?x=1')
  expect(shownIn(page, 'seen')).toMatchObject({ resolvedUrl: '/request/me?x=1', query: { added: '1' } })
  expect(shownIn(page, 'route')).toMatchObject({ asPath: '/me?x=1' })
})

it('sets headers, but lets no browser keep anything (B26, B29)', async () => {
  for (const path of ['/about', '/posts/x', '/picture.svg', '/api/echo', '/nowhere']) {
    expect((await see(`/docs${path}`)).headers['x-site'], path).toBe('routing')
  }
  expect((await see('/docs/about')).headers['cache-control']).toMatch('no-store')
})

it('leads links to rewritten paths to the page behind them (B175)', async () => {
  const tab = await chromium.tab()
  // The first browser waits until everything is compiled.
  tab.page.setDefaultTimeout(60_000)
  await tab.open(`${server.url}/docs`)
  await tab.mark()
  await tab.page.getByRole('link', { name: '/blog/first' }).click()
  await tab.page.getByRole('heading', { name: 'posts first' }).waitFor()
  expect(tab.page.url()).toBe(`${server.url}/docs/blog/first`)
  expect(await tab.isMarked()).toBe(true)
})
