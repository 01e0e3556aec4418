import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, test, vi } from 'vitest'
import type { DeploymentManifest, RouteRecord } from '../deployments/manifest.ts'
import type { PreviewTask } from '../render/render-types.ts'
import { createSite } from './site.ts'

const routes: readonly RouteRecord[] = [
  { pattern: '/', kind: 'static-props', fingerprint: 'home' },
  { pattern: '/about', kind: 'automatic', fingerprint: 'about' },
  { pattern: '/account', kind: 'server-props' },
  { pattern: '/api/draft', kind: 'api' },
  { pattern: '/closed/[id]', kind: 'static-props', fingerprint: 'closed', fallback: false },
  { pattern: '/both/[id]', kind: 'static-props', fingerprint: 'both', fallback: false },
  { pattern: '/shells/[id]', kind: 'static-props', fingerprint: 'shells', fallback: true },
  { pattern: '/both/[...path]', kind: 'static-props', fingerprint: 'rest', fallback: 'blocking' },
]

const manifest = {
  id: 'b1',
  settings: { basePath: '', trailingSlash: false },
  routes,
  notFoundFingerprint: 'not-found',
  errorFingerprint: 'error',
} as unknown as DeploymentManifest

const handle = async () => {}
const visitOf = vi.fn(({ headers }: IncomingMessage) =>
  headers.cookie === '__prerender_bypass=editor' ? { data: { draft: 7 } } : undefined,
)
let task: PreviewTask | undefined
const site = createSite({
  manifest,
  staticPaths: new Map([['/both/[id]', new Set(['/both/listed'])]]),
  files: [],
  handlers: {
    serverPage: () => handle,
    api: () => handle,
    preview: async (asked) => {
      task = asked
      return { bodies: {}, attributes: {}, tags: [], revalidateMs: false, expireMs: false }
    },
  },
  previewMode: { visitOf },
  fingerprintIn: () => 'home',
})

function previewOf(pathname: string, cookie: string | undefined = '__prerender_bypass=editor') {
  const request = new IncomingMessage(new Socket())
  if (cookie !== undefined) request.headers.cookie = cookie
  return site.preview!({ pathname, search: '?secret=1' }, request, new ServerResponse(request))
}

test.each([
  ['/', 'html', '/', {}, '/'],
  ['/_next/data/b1/index.json', 'data', '/', {}, '/'],
  ['/shells/caf%C3%A9', 'html', '/shells/[id]', { id: 'café' }, '/shells/caf%C3%A9'],
  ['/_next/data/b1/shells/x.json', 'data', '/shells/[id]', { id: 'x' }, '/shells/x'],
])('previews %s as %s of %s, without the query (B11, B70, B105)', async (pathname, body, route, params, asPath) => {
  const target = previewOf(pathname)
  expect(target).toMatchObject({ body, route })
  await target?.render?.()
  expect(task).toEqual({ kind: 'preview', route, params, asPath, data: { draft: 7 } })
})

test.each([
  ['/closed/new', '/closed/[id]'],
  ['/both/listed', '/both/[id]'],
  ['/both/new', '/both/[...path]'],
])('previews %s, which may be in no list yet, as %s', (pathname, route) => {
  expect(previewOf(pathname)?.route).toBe(route)
})

test('previews the 404 page where there is nothing (B105)', async () => {
  const target = previewOf('/unknown')
  expect(target).toMatchObject({ body: 'html', route: '/404' })
  expect(target?.render).toBeUndefined()
  await target?.renderNotFound?.()
  expect(task).toMatchObject({ kind: 'preview-not-found', data: { draft: 7 } })
})

test.each([
  '/about',
  '/account',
  '/api/draft',
  '/404',
  '/500',
  '/%35%30%30',
  '/_next/abc',
  '/_app',
  '/_next/data/b1/unknown.json',
  '/_next/data/b0/index.json',
  '/_next/data/b1/about.json',
  '/%5Fnext/data/b1/index.json',
])('there is no preview of %s', (pathname) => {
  expect(previewOf(pathname)).toBeUndefined()
})

test('looks at no cookies where they make no difference, so that none is taken back there', () => {
  visitOf.mockClear()
  for (const pathname of ['/about', '/account']) previewOf(pathname)
  previewOf('/', 'other=1')
  previewOf('/', '')
  expect(visitOf).not.toHaveBeenCalled()
})

test('shows nothing to who may not see it (B106)', () => {
  expect(previewOf('/', '__prerender_bypass=forged')).toBeUndefined()
})
