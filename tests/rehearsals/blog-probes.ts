/** What the blog is asked. */
import { expect } from 'vitest'
import { postJson, visit, visitUntil } from '../support/visitor.ts'
import { ask, inBrowser, page, pageData, steps, type Probe } from './probes.ts'
import type { Side } from './sides.ts'

export const env = {
  POSTS_BUILT_AHEAD: '100',
  DRAFT_SECRET: 'draft-secret',
  REVALIDATE_SECRET: 'revalidate-secret',
}

const post = (title: string) => `---
title: ${title}
day: '2026-11-01'
author: mara-quill
tags: [sea]
excerpt: Written while the test runs.
---

# ${title}
`

const publish = (site: Side, slug: string) =>
  postJson(`${site.url}/api/revalidate`, { secret: env.REVALIDATE_SECRET, slug })

async function sitemapPaths(site: Side): Promise<string[]> {
  const { text } = await visit(`${site.url}/sitemap.xml`)
  return [...text.matchAll(/<loc>https:\/\/lantern-point\.example([^<]*)<\/loc>/g)].map(([, path]) => path || '/')
}

export const probes: readonly Probe[] = [
  page('/', { visits: 2 }),
  page('/', { method: 'HEAD' }),
  page('/', { method: 'POST', status: 405 }),
  page('/', { headers: { 'accept-encoding': 'gzip' } }),
  page('/about', { visits: 2 }),
  page('/about/', { status: 308 }),
  page('/?utm_source=letter'),
  pageData('/'),
  steps('an unchanged page is not sent again', async (site) => {
    const { headers } = await visit(`${site.url}/tags`)
    return ask(site, '/tags', { status: 304, headers: { 'if-none-match': headers.etag } })
  }),

  page('/posts/tide-table', { visits: 2, shows: 'The sea is kinder' }),
  pageData('/posts/tide-table'),
  page('/posts/log-2026-10-31', { visits: 2 }),
  page('/posts/log-1999-06-28', { visits: 2, shows: '28 June 1999' }),
  pageData('/posts/log-2000-02-29', { visits: 2 }),
  page('/posts/log-2000-02-29'),
  page('/posts/log-2001-02-29', { status: 404, visits: 2 }),
  pageData('/posts/log-2001-02-29', { status: 404 }),
  page('/posts/tide%2Dtable'),
  page('/posts/%E0%A4%A', { status: 400 }),

  page('/page/2', { visits: 2 }),
  page('/page/400', { visits: 2 }),
  page('/page/401', { status: 404 }),
  page('/page/1', { status: 308, visits: 2 }),
  pageData('/page/1'),
  page('/page/02', { status: 404 }),

  page('/tags', { visits: 2 }),
  pageData('/tags'),
  page('/tags/code', { headers: { 'accept-encoding': 'gzip' } }),
  page('/tags/code', { visits: 2 }),
  page('/tags/log/3', { visits: 2 }),
  page('/tags/log/1', { status: 308 }),
  page('/tags/log/2/3', { status: 404 }),
  page('/tags/unknown', { status: 404 }),
  pageData('/tags/sea'),

  page('/authors/ines-calloway', { visits: 2 }),
  page('/authors/nobody', { status: 404, visits: 2 }),
  pageData('/authors/nobody', { status: 404 }),

  page('/archive/2026', { visits: 2 }),
  page('/archive/2003', { visits: 2, shows: 'Fetching the log' }),
  pageData('/archive/2003', { visits: 2 }),
  page('/archive/2003', { shows: 'The log of' }),
  page('/archive/2004', { headers: { 'user-agent': 'Twitterbot/1.0' }, shows: 'The log of', visits: 2 }),
  page('/archive/1890', { shows: 'Fetching the log' }),
  pageData('/archive/1890', { status: 404 }),
  page('/archive/1890', { status: 404 }),

  steps('a notice that is older than its second is shown once more, and renewed behind the visitor', async (site) => {
    await site.write('content/notices.md', '**Light:** out of order.\n')
    const old = await ask(site, '/notices', { shows: 'as charted, Fl(3)' })
    const renewed = await visitUntil(`${site.url}/notices`, ({ text }) => text.includes('out of order'))
    expect(['HIT', 'STALE']).toContain(renewed.cache)
    return { old, renewed: renewed.status, cacheControl: renewed.headers['cache-control'] }
  }),
  steps('a notice whose page fails stays as it was, and heals', async (site) => {
    await site.remove('content/notices.md')
    const failing = await visitUntil(`${site.url}/notices`, ({ cache }) => cache === 'STALE')
    const kept = await visit(`${site.url}/notices`)
    for (const { status, text } of [failing, kept]) expect([status, text.includes('out of order')]).toEqual([200, true])
    await site.write('content/notices.md', '**Light:** repaired.\n')
    const healed = await visitUntil(`${site.url}/notices`, ({ text }) => text.includes('repaired'))
    return [failing.status, kept.status, healed.status]
  }),

  page('/rss.xml', { shows: '<title>A tide table in forty lines</title>' }),
  page('/sitemap.xml'),
  page('/sitemap.xml', { headers: { 'accept-encoding': 'gzip' } }),
  steps('the sitemap leads to ten thousand posts, and those all over it are there', async (site) => {
    const paths = await sitemapPaths(site)
    const posts = paths.filter((path) => path.startsWith('/posts/'))
    expect(posts).toHaveLength(10_000)
    expect(new Set(paths).size).toBe(paths.length)
    const others = paths.filter((path) => !path.startsWith('/posts/') && !path.startsWith('/archive/'))
    const sample = [...posts.filter((_, index) => index % 400 === 7), ...others]
    return Promise.all(sample.map(async (path) => ({ path, answer: await ask(site, path) })))
  }),

  page('/feed', { status: 308 }),
  page('/feed?from=footer', { status: 308 }),
  page('/today', { status: 307 }),
  page('/log/2016-05-04', { status: 308 }),
  page('/log/yesterday', { status: 404 }),
  page('/by/mara-quill', { visits: 2, shows: 'one winter in 1999' }),
  page('/by/nobody', { status: 404 }),

  page('/404', { status: 404 }),
  page('/nothing', { status: 404, shows: 'Nothing in sight' }),
  page('/_next/data/other/index.json', { status: 404 }),
  page('/_next/static/nothing.js', { status: 404 }),
  page('/api/nothing', { status: 404 }),
  page('/robots.txt'),
  page('/icon.svg'),
  steps('the picture of the home page comes in the size and format asked for', async (site) => {
    const { text } = await visit(site.url)
    const [, address = ''] = /srcSet="([^ ]+&amp;w=640&amp;q=75) 640w/i.exec(text) ?? []
    const { status, headers } = await visit(site.url + address.replaceAll('&amp;', '&'), {
      headers: { accept: 'image/webp' },
    })
    const { vary, 'content-type': type, 'cache-control': cacheControl } = headers
    return { status, type, cacheControl, vary, disposition: headers['content-disposition'] }
  }),

  page('/api/revalidate', { status: 405 }),
  steps('who does not know the secret renews nothing', async (site) => {
    const headers = { 'content-type': 'application/json' }
    return {
      wrong: await ask(site, '/api/revalidate', { method: 'POST', headers, body: '{"secret":"x"}', status: 401 }),
      none: await ask(site, '/api/revalidate', { method: 'POST', status: 401 }),
      broken: await ask(site, '/api/revalidate', { method: 'POST', headers, body: '{', status: 400 }),
    }
  }),
  steps('a post is written, edited and taken down; each time it shows once it was revalidated', async (site) => {
    const path = '/posts/first-of-november'
    const file = 'content/posts/first-of-november.md'
    const unwritten = await ask(site, path, { status: 404 })
    await site.write(file, post('A calm first'))
    const unpublished = await ask(site, path, { status: 404 })
    const published = await publish(site, 'first-of-november')
    expect(published.status).toBe(200)
    const shown = await ask(site, path, { shows: 'A calm first' })
    const home = await ask(site, '/', { shows: 'A calm first' })
    await site.write(file, post('A calm second'))
    const unchanged = await ask(site, path, { shows: 'A calm first' })
    await publish(site, 'first-of-november')
    const changed = await ask(site, path, { shows: 'A calm second' })
    await site.remove(file)
    await publish(site, 'first-of-november')
    const gone = await ask(site, path, { status: 404 })
    return { unwritten, unpublished, published: published.text, shown, home, unchanged, changed, gone }
  }),

  page('/api/draft?secret=wrong', { status: 401 }),
  page('/api/draft?secret=draft-secret&slug=nothing', { status: 404 }),
  steps('a draft shows to whoever has the secret, and to nobody else', async (site) => {
    const path = '/posts/the-green-flash'
    const enabling = '/api/draft?secret=draft-secret&slug=the-green-flash'
    const enabled = await ask(site, enabling, { status: 307 })
    const { headers } = await visit(site.url + enabling)
    const cookie = headers['set-cookie']!.map((each) => each.split(';')[0]).join('; ')
    return {
      enabled,
      hidden: await ask(site, path, { status: 404 }),
      shown: await ask(site, path, { headers: { cookie }, shows: 'Nineteen sunsets' }),
      stillHidden: await ask(site, path, { status: 404 }),
      ended: await ask(site, '/api/draft/end', { headers: { cookie }, status: 307 }),
    }
  }),

  inBrowser('from essay to tag to day and back, without loading a document', async (tab, site) => {
    await tab.open(site.url)
    await tab.mark()
    const seen: string[] = []
    const look = async (heading: string) => {
      await tab.page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()
      await tab.page.waitForFunction((shown) => document.title.startsWith(shown), heading.slice(0, 4))
      seen.push(`${new URL(tab.page.url()).pathname} ${await tab.page.title()}`)
    }
    await tab.page.getByRole('link', { name: 'Our light as a stylesheet' }).first().click()
    await look('Our light as a stylesheet')
    await tab.page.getByRole('link', { name: 'light', exact: true }).click()
    await tab.page.getByRole('heading', { level: 1, name: 'Tagged light' }).waitFor()
    seen.push(await tab.page.title())
    await tab.page.goBack()
    await look('Our light as a stylesheet')
    expect(await tab.isMarked()).toBe(true)
    return seen
  }),
  inBrowser('a year of the archive comes off the shelf, and a year without a log does not', async (tab, site) => {
    await tab.open(`${site.url}/archive/2007`)
    await tab.page.getByRole('heading', { name: 'The log of 2007' }).waitFor()
    const title = await tab.page.title()
    tab.allow(/404/)
    await tab.open(`${site.url}/archive/1750`)
    await tab.page.getByRole('heading', { name: 'Nothing in sight' }).waitFor()
    return { title, missing: await tab.page.title() }
  }),

  steps('after a restart, pages that were made on a visit are there', async (site) => {
    await site.restart()
    return {
      ahead: await ask(site, '/posts/tide-table'),
      onVisit: await ask(site, '/posts/log-1999-06-28'),
      notFound: await ask(site, '/posts/log-2001-02-29', { status: 404 }),
      redirect: await ask(site, '/page/1', { status: 308 }),
    }
  }),
]
