/** Redirects, rewrites and headers apply to the requests that they are meant for. */
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { HandlerTarget } from '@everfresh/server'
import { describe, expect, it } from 'vitest'
import type { I18nSettings } from '../routes/locale-path.ts'
import { noRules, type HeaderRule, type RedirectRule, type RewriteRule } from './rule-types.ts'
import { createRuleStage, type RuleSettings } from './rules.ts'
import type { Passage } from './stages.ts'

const handler: HandlerTarget = { kind: 'handler', route: '', handle: () => Promise.resolve() }
const i18n: I18nSettings = {
  locales: ['en', 'fr'],
  defaultLocale: 'en',
  domains: [{ domain: 'site.fr', defaultLocale: 'fr' }],
  localeDetection: true,
}

interface Given {
  readonly headers?: Record<string, string>
  readonly settings?: Partial<RuleSettings>
}

function passageOf(url: string, { headers = {} }: Given = {}): Passage {
  const request = new IncomingMessage(new Socket())
  Object.assign(request.headers, headers)
  const [pathname = '', search = ''] = url.split(/(?=\?)/)
  const isFile = (path: string) => path === '/logo.svg'
  return { url: { pathname, search }, request, response: new ServerResponse(request), isFile }
}

function stageOf(rules: Partial<typeof noRules>, { settings = {} }: Given = {}, proxied: string[] = []) {
  const proxy = (target: URL) => {
    proxied.push(target.href)
    return handler
  }
  return createRuleStage({ ...noRules, ...rules }, { basePath: '', isDevelopment: false, proxy, ...settings })
}

function redirected(rule: Partial<RedirectRule>, url: string, given: Given = {}) {
  const redirects = [{ source: '/old', destination: '/new', status: 308, ...rule } as const]
  return stageOf({ redirects }, given).redirect(passageOf(url, given))?.location
}

function rewritten(rules: readonly RewriteRule[], url: string, given: Given = {}, proxied: string[] = []) {
  const stage = stageOf({ rewrites: { ...noRules.rewrites, beforeFiles: rules } }, given, proxied)
  const found = stage.rewrite('beforeFiles', passageOf(url, given), () => false)
  return found?.kind === 'url' ? found.url.pathname + found.url.search : found?.kind
}

describe('redirects', () => {
  it('lead where they say, with the status that they say', () => {
    const redirects = [
      { source: '/a', destination: '/b', status: 307 },
      { source: '/:any', destination: 'https://x.test/:any', status: 301 },
    ] as const
    const stage = stageOf({ redirects })
    expect(stage.redirect(passageOf('/a'))).toEqual({ kind: 'redirect', status: 307, location: '/b' })
    expect(stage.redirect(passageOf('/c'))).toEqual({ kind: 'redirect', status: 301, location: 'https://x.test/c' })
    expect(stage.redirect(passageOf('/c/d'))).toBeUndefined()
  })

  it('keep the query, under their own', () => {
    expect(redirected({}, '/old?a=%20')).toBe('/new?a=%20')
    expect(redirected({ destination: '/new?a=2&b=:b#h', source: '/old/:b' }, '/old/x%20y?a=1&c=3')).toBe(
      '/new?a=2&c=3&b=x%20y#h',
    )
    expect(redirected({ source: '/:unused', destination: '/new' }, '/old')).toBe('/new')
  })

  it('apply where their conditions hold', () => {
    const rule: Partial<RedirectRule> = {
      has: [{ type: 'cookie', key: 'plan', value: '(?<plan>.*)' }],
      missing: [{ type: 'query', key: 'stay' }],
      destination: '/plans/:plan',
    }
    const given = { headers: { cookie: 'plan=gold/../x?' } }
    expect(redirected(rule, '/old', given)).toBe('/plans/gold/../x%3F')
    expect(redirected(rule, '/old?stay=1', given)).toBeUndefined()
    expect(redirected(rule, '/old')).toBeUndefined()
  })

  it('are below the base path, but for those that say otherwise (B100)', () => {
    const settings = { basePath: '/docs' }
    expect(redirected({}, '/old', { settings })).toBe('/docs/new')
    expect(redirected({ destination: '/' }, '/old', { settings })).toBe('/docs')
    expect(redirected({ destination: 'https://x.test/' }, '/old', { settings })).toBe('https://x.test/')
    expect(redirected({ source: '/docs/old', basePath: false }, '/old', { settings })).toBe('/new')
    const redirects = [{ source: '/:path*', destination: '/docs/:path*', status: 307, basePath: false }] as const
    const stage = stageOf({ redirects }, { settings })
    expect(stage.routeOutside!(passageOf('/a/b'))).toMatchObject({ location: '/docs/a/b' })
    expect(
      stageOf({ redirects: [{ source: '/a', destination: '/b', status: 307 }] }).routeOutside!(passageOf('/a')),
    ).toBe(undefined)
  })

  it('leave the data and files of the framework alone', () => {
    expect(redirected({ source: '/:path*' }, '/_next/data/b/x.json')).toBeUndefined()
  })

  it('apply in every language, unless they name theirs (B101)', () => {
    const settings = { i18n }
    expect(redirected({}, '/en/old', { settings })).toBe('/new')
    expect(redirected({}, '/fr/old', { settings })).toBe('/fr/new')
    expect(redirected({ destination: '/' }, '/fr/old', { settings })).toBe('/fr')
    expect(redirected({}, '/fr/old', { settings, headers: { host: 'site.fr' } })).toBe('/new')
    expect(redirected({ source: '/fr/old', locale: false }, '/fr/old', { settings })).toBe('/new')
    expect(redirected({ source: '/fr/old', locale: false }, '/en/old', { settings })).toBeUndefined()
  })
})

describe('rewrites', () => {
  it('change the path, and keep the query (B97)', () => {
    expect(rewritten([{ source: '/a/:id', destination: '/b/:id' }], '/a/1?x=2')).toBe('/b/1?x=2')
    expect(rewritten([{ source: '/a/:id', destination: '/b?y=1' }], '/a/1?x=2&y=3')).toBe('/b?x=2&y=1&id=1')
    expect(rewritten([{ source: '/a/:path*', destination: '/b' }], '/a/1/2')).toBe('/b?path=1&path=2')
    expect(rewritten([{ source: '/a/:id', destination: '/b#:id' }], '/a/1')).toBe('/b')
    expect(rewritten([{ source: '/a', destination: '/b' }], '/c')).toBeUndefined()
  })

  it('tell no parameter in the query where the path has one', () => {
    expect(rewritten([{ source: '/:a/:b', destination: '/x/:a' }], '/1/2')).toBe('/x/1')
    const has = [{ type: 'header', key: 'x-user' }] as const
    expect(rewritten([{ source: '/me', destination: '/user', has }], '/me', { headers: { 'x-user': 'a b' } })).toBe(
      '/user?xuser=a%20b',
    )
  })

  it('follow one another', () => {
    const rules = [
      { source: '/a', destination: '/b' },
      { source: '/b', destination: '/c' },
    ]
    expect(rewritten(rules, '/a')).toBe('/c')
    const stage = stageOf({ rewrites: { ...noRules.rewrites, fallback: rules } })
    expect(stage.rewrite('fallback', passageOf('/a'), ({ pathname }) => pathname === '/b')).toMatchObject({
      url: { pathname: '/b' },
    })
  })

  it('make paths that are as clean as any other, or none at all', () => {
    const has = [{ type: 'query', key: 'to', value: '(?<to>.*)' }] as const
    const rule = { source: '/go', destination: '/:to', has }
    expect(rewritten([rule], '/go?to=/a//b/')).toMatch(/^\/a\/b\?/)
    expect(() => rewritten([rule], '/go?to=..%2Fsecret')).toThrow(URIError)
    const line = { ...rule, has: [{ type: 'query', key: 'to', value: '(?<to>[^]*)' }] as const }
    expect(() => rewritten([line], '/go?to=%0d')).toThrow(URIError)
  })

  it('ask another server, and no other than the one that they name', () => {
    const proxied: string[] = []
    const rule = { source: '/api/:path*', destination: 'https://api.test:8443/v1/:path*' }
    expect(rewritten([rule], '/api/a%2Fb/c?x=1', {}, proxied)).toBe('handler')
    expect(proxied).toEqual(['https://api.test:8443/v1/a%2Fb/c?x=1'])
    const has = [{ type: 'query', key: 'h', value: '(?<h>.*)' }] as const
    expect(rewritten([{ source: '/x', destination: 'https://:h.api.test/', has }], '/x?h=evil.test/')).toBeUndefined()
  })

  it('ask another server for nothing outside of the folder that they name', () => {
    const has = [{ type: 'query', key: 'name' }] as const
    const rule = { source: '/files', destination: 'https://api.test/public/:name', has }
    for (const name of ['../secret', 'a/../../secret', '..', '.', 'a/.'])
      expect(() => rewritten([rule], `/files?name=${encodeURIComponent(name)}`)).toThrow(URIError)
    const proxied: string[] = []
    expect(rewritten([rule], '/files?name=..a%2F%252e%252e%2Fb..', {}, proxied)).toBe('handler')
    expect(new URL(proxied[0]!).pathname).toBe('/public/..a/%252e%252e/b..')
  })

  it('leave the data and files of the framework to rules that speak of them', () => {
    expect(rewritten([{ source: '/:path*', destination: '/x' }], '/_next/static/a.js')).toBeUndefined()
    expect(rewritten([{ source: '/_next/image', destination: '/x' }], '/_next/image')).toBe('/x')
  })

  it('stay in the language of the page; files and API routes are in none (B101)', () => {
    const settings = { i18n }
    const to = (destination: string) => rewritten([{ source: '/a', destination }], '/fr/a', { settings })
    expect([to('/b'), to('/'), to('/api/x'), to('/logo.svg')]).toEqual(['/fr/b', '/fr', '/api/x', '/logo.svg'])
    const own = { source: '/fr/a', destination: '/en/b', locale: false } as const
    expect(rewritten([own], '/fr/a', { settings })).toBe('/en/b')
    expect(rewritten([{ source: '/api/a', destination: '/api/b' }], '/api/a', { settings })).toBe('/api/b')
    expect(rewritten([{ source: '/en/api/a', destination: '/api/b', locale: false }], '/api/a', { settings })).toBe(
      '/api/b',
    )
  })
})

describe('headers', () => {
  function headersOf(rules: readonly HeaderRule[], url: string, given: Given = {}) {
    const passage = passageOf(url, given)
    stageOf({ headers: rules }, given).setHeaders(passage)
    return passage.response.getHeaders()
  }

  it('are those of every rule that matches, the last one of a name', () => {
    const rules = [
      { source: '/:path*', headers: [{ key: 'X-A', value: '1' }] },
      {
        source: '/a/:id',
        headers: [
          { key: 'x-a', value: ':id' },
          { key: 'x-:id', value: 'b' },
        ],
      },
      { source: '/c', headers: [{ key: 'x-c', value: '1' }] },
    ]
    expect(headersOf(rules, '/a/7')).toEqual({ 'x-a': '7', 'x-7': 'b' })
    expect(headersOf(rules, '/_next/static/a.js')).toEqual({ 'x-a': '1' })
  })

  it('add up where they are cookies', () => {
    const cookie = (value: string) => ({ source: '/a', headers: [{ key: 'Set-Cookie', value }] })
    expect(headersOf([cookie('a=1'), cookie('b=2')], '/a')).toEqual({ 'set-cookie': ['a=1', 'b=2'] })
  })

  it('are left out where a visitor would make them invalid', () => {
    const has = [{ type: 'query', key: 'n', value: '(?<n>[^]*)' }] as const
    const rules = [
      {
        source: '/a',
        has,
        headers: [
          { key: 'x-:n', value: '1' },
          { key: 'x-v', value: ':n' },
        ],
      },
    ]
    expect(headersOf(rules, '/a?n=a%20b')).toEqual({ 'x-v': 'a b' })
    expect(headersOf(rules, '/a?n=%0d%0aSet-Cookie:x=1')).toMatchObject({ 'x-v': '%0D%0ASet-Cookie%3Ax%3D1' })
  })

  it('make no browser keep anything in development', () => {
    const rules = [{ source: '/a', headers: [{ key: 'Cache-Control', value: 'max-age=60' }] }]
    expect(headersOf(rules, '/a')).toEqual({ 'cache-control': 'max-age=60' })
    expect(headersOf(rules, '/a', { settings: { isDevelopment: true } })).toEqual({})
  })
})
