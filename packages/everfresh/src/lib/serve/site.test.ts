import { expect, test } from 'vitest'
import type { PageTarget, Target } from '@everfresh/server'
import type { DeploymentManifest, RouteRecord } from '../deployments/manifest.ts'
import { shellRefOf } from './page-refs.ts'
import { createSite } from './site.ts'

const routes: readonly RouteRecord[] = [
  { pattern: '/', kind: 'static-props', fingerprint: 'home' },
  { pattern: '/account', kind: 'server-props' },
  { pattern: '/api/stock', kind: 'api' },
  { pattern: '/closed/[id]', kind: 'static-props', fingerprint: 'closed', fallback: false },
  { pattern: '/products/[sku]', kind: 'static-props', fingerprint: 'product', fallback: true },
  { pattern: '/[...all]', kind: 'static-props', fingerprint: 'all', fallback: 'blocking' },
]

const manifest: DeploymentManifest = {
  format: 1,
  id: 'b1',
  builtAt: 0,
  everfreshVersion: '0',
  settings: {
    basePath: '',
    trailingSlash: false,
    poweredByHeader: true,
    generateEtags: true,
    compress: true,
    expireTime: 1,
    staticPageGenerationTimeout: 1,
    largePageDataBytes: 1,
  },
  routes,
  notFoundFingerprint: 'not-found',
  errorFingerprint: 'error',
  assets: {},
  generatedPages: 0,
}

const handle = async () => {}
const site = createSite({
  manifest,
  staticPaths: new Map([['/closed/[id]', new Set(['/closed/listed'])]]),
  files: [],
  handlers: {
    serverPage: () => handle,
    api: () => handle,
    preview: () => Promise.reject(new Error('nobody previews')),
  },
  previewMode: { visitOf: () => undefined },
  fingerprintIn: () => undefined,
})

const resolve = (pathname: string, isBot = false): Target => site.resolve({ pathname, search: '' }, isBot)
const pageOf = (pathname: string): string => {
  const target = resolve(pathname)
  return target.kind === 'page' ? `${target.page.namespace} ${target.page.path}` : target.kind
}

test.each([
  ['/products/caf%C3%A9', '/products/%63af%c3%a9'],
  ['/products/a%2Fb', '/products/a%2fb'],
  ['/404', '/%34%30%34'],
  ['/500', '/%3500'],
  ['/_next/data/b1/products/x.json', '/_next/data/%62%31/products/%78.json'],
  ['/closed/listed', '/closed/%6Cisted'],
])('%s and %s are one page', (one, other) => {
  expect(resolve(one).kind).toBe('page')
  expect(pageOf(other)).toBe(pageOf(one))
})

test.each([
  ['/products/a%2Fb', '/products/a/b'],
  ['/products/a%252Fb', '/products/a%2Fb'],
  ['/products/caf%C3%A9', '/products/cafe%CC%81'],
  ['/products/x', '/products/X'],
  ['/products/%25', '/products/%2525'],
])('%s and %s are two pages', (one, other) => {
  expect(pageOf(one)).not.toBe(pageOf(other))
})

test.each([
  '/_next/image',
  '/_next/abc',
  '/_next',
  '/%5Fnext/abc',
  '/api/unknown',
  '/%61pi/unknown',
  '/_app',
  '/_document',
])('no catch-all page answers %s, nor its data URL (B22, B99)', (pathname) => {
  expect(resolve(pathname)).toEqual({ kind: 'not-found' })
  expect(resolve(`/_next/data/b1${pathname}.json`)).toEqual({ kind: 'not-found' })
})

test('an API route is found however its path is spelled', () => {
  expect(resolve('/%61pi/stock')).toMatchObject({ kind: 'handler', route: '/api/stock' })
})

test('a path that getStaticPaths did not list belongs to a later route (B58, B59)', () => {
  expect(pageOf('/closed/other')).toBe('all /closed/other')
})

test('a shell shares neither namespace nor path with any page, not even the one at its literal pattern (B63, B93)', () => {
  const target = resolve('/products/%5Bsku%5D') as PageTarget
  expect(target).toMatchObject({ whenMissing: 'shell', page: { path: '/products/[sku]' } })
  expect(target.shell?.path).not.toBe(target.page.path)
  expect(target.shell?.namespace).not.toBe(target.page.namespace)
  expect(shellRefOf(routes[4]!).path).toBe(target.shell?.path)
})

test('bots, and data requests, never get a shell (B49, B64)', () => {
  expect(resolve('/products/x')).toMatchObject({ whenMissing: 'shell' })
  expect(resolve('/products/x', true)).toMatchObject({ whenMissing: 'generate' })
  expect(resolve('/_next/data/b1/products/x.json')).toMatchObject({ whenMissing: 'generate', body: 'data' })
})

test('data of an unknown build, and of pages without data, are not found (B52)', () => {
  expect(resolve('/_next/data/b2/products/x.json')).toEqual({ kind: 'not-found' })
  expect(resolve('/_next/data/b1/index/index.json')).not.toMatchObject({ page: { path: '/' } })
  expect(resolve('/_next/data/b1')).toEqual({ kind: 'not-found' })
})
