import { describe, expect, it } from 'vitest'
import { clientRewritesOf } from '../routing/client-rewrites.ts'
import { noRules, type RewriteRule } from '../routing/rule-types.ts'
import type { RewritePhase } from '../routing/stages.ts'
import type { ClientRoute } from './client-route.ts'
import { destinationOf } from './destination.ts'
import { createRewriter } from './rewriter.ts'
import { createRouteTable } from './route-table.ts'

const i18n = { locales: ['en', 'fr'], defaultLocale: 'en' }
const routes = ['/', '/about', '/posts/[slug]', '/search'].map((pattern): ClientRoute => ({
  pattern,
  data: 'static',
  load: () => Promise.reject(new Error('not loaded')),
}))

function tableOf(rewrites: Partial<Record<RewritePhase, RewriteRule[]>>, settings: { i18n?: typeof i18n } = {}) {
  const rules = clientRewritesOf({ ...noRules, rewrites: { ...noRules.rewrites, ...rewrites } })!
  // As it reaches the browser.
  const sent = JSON.parse(JSON.stringify(rules)) as typeof rules
  const environment = () => ({ host: 'shop.test:80', userAgent: 'Robot', cookie: 'plan=gold' })
  return createRouteTable(routes, createRewriter(sent, { basePath: '', ...settings }, environment))
}

function led(rewrites: Partial<Record<RewritePhase, RewriteRule[]>>, href: string, as?: string, locale?: string) {
  const found = destinationOf(href, as, tableOf(rewrites, locale === undefined ? {} : { i18n }), locale)
  return found && { page: found.route.pattern, path: found.pathname + found.search, as: found.as, query: found.query }
}

const blog = { source: '/blog/:slug', destination: '/posts/:slug' }

describe('a link to a rewritten path', () => {
  it('leads to the page that the server would show there, under its own address (B97, B175)', () => {
    expect(led({ afterFiles: [blog] }, '/blog/a%20b?x=1')).toEqual({
      page: '/posts/[slug]',
      path: '/posts/a%20b?x=1',
      as: '/blog/a%20b?x=1',
      query: { slug: 'a b', x: '1' },
    })
    expect(led({ fallback: [{ source: '/find/:what', destination: '/search?kind=all' }] }, '/find/me/')).toEqual({
      page: '/search',
      path: '/search?kind=all&what=me',
      as: '/find/me/',
      query: { kind: 'all', what: 'me' },
    })
  })

  it('may be the disguise of a pattern (B175)', () => {
    expect(led({ afterFiles: [blog] }, '/posts/[slug]', '/blog/first')).toMatchObject({
      path: '/posts/first',
      as: '/blog/first',
      query: { slug: 'first' },
    })
  })

  it('shows pages as they are where rules stand back for them', () => {
    const everything = { source: '/:path*', destination: '/search' }
    expect(led({ afterFiles: [everything] }, '/about')).toMatchObject({ page: '/about' })
    expect(led({ afterFiles: [everything] }, '/posts/1')).toMatchObject({ page: '/search' })
    expect(led({ fallback: [everything] }, '/posts/1')).toMatchObject({ page: '/posts/[slug]' })
    expect(led({ beforeFiles: [everything] }, '/about')).toMatchObject({ page: '/search' })
    expect(led({ beforeFiles: [everything] }, '/about', '/elsewhere')).toMatchObject({ page: '/about' })
  })

  it('asks for a document where another server answers, or only the server can tell', () => {
    const has = [{ type: 'header', key: 'x-country', value: 'secret' }] as const
    expect(led({ afterFiles: [{ source: '/a', destination: 'https://internal.test/a' }] }, '/a')).toBeUndefined()
    expect(led({ afterFiles: [{ source: '/a', destination: '/about', has }] }, '/a')).toBeUndefined()
    const told = JSON.stringify(
      clientRewritesOf({
        ...noRules,
        rewrites: {
          ...noRules.rewrites,
          fallback: [
            { source: '/a', destination: 'https://internal.test/a' },
            { source: '/a', destination: '/about', has },
          ],
        },
      }),
    )
    expect(told).not.toMatch(/internal|secret/)
  })

  it('knows its own browser', () => {
    const rule = (type: 'cookie' | 'header', key: string, value: string) => ({
      ...{ source: '/a', destination: '/about', has: [{ type, key, value }] },
    })
    expect(led({ afterFiles: [rule('cookie', 'plan', 'gold')] }, '/a')).toMatchObject({ page: '/about' })
    expect(led({ afterFiles: [rule('cookie', 'plan', 'silver')] }, '/a')).toBeUndefined()
    expect(led({ afterFiles: [rule('header', 'User-Agent', 'Robot')] }, '/a')).toMatchObject({ page: '/about' })
    const host = { source: '/a', destination: '/about', has: [{ type: 'host', value: 'shop.test' }] as const }
    expect(led({ afterFiles: [host] }, '/a')).toMatchObject({ page: '/about' })
  })

  it('stays in its language (B101)', () => {
    const french = { source: '/fr/a', destination: '/fr/about', locale: false } as const
    expect(led({ afterFiles: [blog] }, '/blog/1', undefined, 'fr')).toMatchObject({ path: '/posts/1' })
    expect(led({ afterFiles: [french] }, '/a', undefined, 'fr')).toMatchObject({ path: '/about' })
    expect(led({ afterFiles: [french] }, '/a', undefined, 'en')).toBeUndefined()
  })

  it('is asked for by its own path where middleware has a say in it', () => {
    const rules = clientRewritesOf({ ...noRules, rewrites: { ...noRules.rewrites, afterFiles: [blog] } })!
    const environment = () => ({ host: '', userAgent: '', cookie: '' })
    const rewriter = createRewriter(rules, { basePath: '' }, environment)
    const table = createRouteTable(routes, rewriter, (pathname) => pathname.startsWith('/blog/'))
    expect(destinationOf('/blog/1?x=2', undefined, table)).toMatchObject({
      ...{ route: { pattern: '/posts/[slug]' }, query: { slug: '1', x: '2' } },
      ...{ pathname: '/blog/1', search: '?x=2' },
    })
  })

  it('leaves a path that cannot be decoded to the server', () => {
    expect(led({ afterFiles: [blog] }, '/blog/%ff')).toBeUndefined()
  })
})
