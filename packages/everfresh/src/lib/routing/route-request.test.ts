/** Locales, rules and middleware act in Next.js's order, and only where a site has them. */
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { CanonicalUrl, Routed } from '@everfresh/server'
import { describe, expect, it } from 'vitest'
import { createRouteRequest } from './route-request.ts'
import type { RewritePhase, RoutingStages } from './stages.ts'

const request = new IncomingMessage(new Socket())
const response = new ServerResponse(request)
const url = (pathname: string): CanonicalUrl => ({ pathname, search: '' })
const to = (pathname: string): Routed & { kind: 'url' } => ({ kind: 'url', url: url(pathname) })

const isDynamic = ({ pathname }: CanonicalUrl) => pathname.startsWith('/posts/')
const known = { isFixed: ({ pathname }: CanonicalUrl) => pathname === '/about', isKnown: isDynamic }

function route(pathname: string, stages: RoutingStages) {
  const routeRequest = createRouteRequest(stages, known)
  return routeRequest?.({ url: url(pathname), request, response, isFile: (path) => path === '/logo.svg' })
}

function rules(rewrites: Partial<Record<RewritePhase, Readonly<Record<string, string>>>>, asked: string[] = []) {
  return {
    setHeaders: ({ url: { pathname } }: { url: CanonicalUrl }) => void asked.push(`headers ${pathname}`),
    redirect: ({ url: { pathname } }: { url: CanonicalUrl }) => {
      asked.push(`redirect ${pathname}`)
      return pathname === '/old' ? ({ kind: 'redirect', status: 308, location: '/new' } as const) : undefined
    },
    rewrite: (phase: RewritePhase, { url: { pathname } }: { url: CanonicalUrl }) => {
      asked.push(`${phase} ${pathname}`)
      const destination = rewrites[phase]?.[pathname]
      return destination === undefined ? undefined : to(destination)
    },
  }
}

describe('createRouteRequest', () => {
  it('is not there for a site without stages: a hit pays nothing for it', () => {
    expect(createRouteRequest({}, known)).toBeUndefined()
  })

  it('asks locales, headers, redirects, middleware and rewrites in this order', async () => {
    const asked: string[] = []
    const routed = await route('/nowhere', {
      locales: { locate: ({ url: { pathname } }) => to(`/en${pathname}`) },
      rules: rules({ fallback: { '/en/nowhere/changed': '/about' } }, asked),
      middleware: {
        run: ({ url: { pathname } }) => {
          asked.push(`middleware ${pathname}`)
          return Promise.resolve(to(`${pathname}/changed`))
        },
      },
    })
    expect(asked).toEqual([
      'headers /en/nowhere',
      'redirect /en/nowhere',
      'middleware /en/nowhere',
      'beforeFiles /en/nowhere/changed',
      'afterFiles /en/nowhere/changed',
      'fallback /en/nowhere/changed',
    ])
    expect(routed).toEqual(to('/about'))
  })

  it('ends at a redirect, be it to a locale, of a rule, or of middleware', async () => {
    const home = { kind: 'redirect', status: 307, location: '/fr' } as const
    expect(route('/old', { locales: { locate: () => home }, rules: rules({}) })).toEqual(home)
    expect(route('/old', { rules: rules({}) })).toMatchObject({ location: '/new' })
    expect(await route('/a', { rules: rules({}), middleware: { run: () => Promise.resolve(home) } })).toEqual(home)
  })

  it('is synchronous where middleware leaves a request out', () => {
    expect(route('/a', { middleware: { run: () => undefined } })).toEqual(to('/a'))
  })

  it('rewrites data where clients leave it to middleware, and tells the page', async () => {
    const all = { rules: rules({ afterFiles: { '/old': '/about' } }) }
    const data = '/_next/data/b/old.json'
    expect(route(data, all)).toEqual(to(data))
    const middleware = { run: () => Promise.resolve(to(data)) }
    response.removeHeader('x-nextjs-rewrite')
    expect(await route(data, { ...all, middleware })).toEqual(to('/_next/data/b/about.json'))
    expect(response.getHeader('x-nextjs-rewrite')).toBe('/about')
    expect(response.hasHeader('cache-control')).toBe(false)
  })

  it('lets nobody keep data that are told together with a visitor’s query', () => {
    const answer = new ServerResponse(request)
    const rewrite = () => ({ kind: 'url', url: { pathname: '/about', search: '?a=1' } }) as const
    const middleware = { run: () => undefined }
    const routeRequest = createRouteRequest({ rules: { ...rules({}), rewrite }, middleware }, known)
    const asked = { pathname: '/_next/data/b/old.json', search: '?a=1' }
    void routeRequest?.({ url: asked, request, response: answer, isFile: () => false })
    expect(answer.getHeader('x-nextjs-rewrite')).toBe('/about?a=1')
    expect(answer.getHeader('cache-control')).toContain('private')
  })

  it('lets beforeFiles hide files and pages, afterFiles dynamic pages, and fallback nothing (B59, B97)', () => {
    const all = { '/logo.svg': '/x', '/about': '/x', '/posts/1': '/x', '/none': '/x' }
    const results = (phase: RewritePhase) =>
      Object.keys(all).map(
        (path) => (route(path, { rules: rules({ [phase]: all }) }) as { url: CanonicalUrl }).url.pathname,
      )
    expect(results('beforeFiles')).toEqual(['/x', '/x', '/x', '/x'])
    expect(results('afterFiles')).toEqual(['/logo.svg', '/about', '/x', '/x'])
    expect(results('fallback')).toEqual(['/logo.svg', '/about', '/posts/1', '/x'])
  })
})
