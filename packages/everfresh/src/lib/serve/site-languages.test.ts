/** What URLs mean on a site in two languages. */
import { expect, test } from 'vitest'
import type { DeploymentManifest } from '../deployments/manifest.ts'
import { createSite } from './site.ts'

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
    i18n: { locales: ['en', 'fr'], defaultLocale: 'en', domains: [], localeDetection: true },
  },
  routes: [
    { pattern: '/', kind: 'static-props', fingerprint: 'home' },
    { pattern: '/account', kind: 'server-props' },
    { pattern: '/closed/[id]', kind: 'static-props', fingerprint: 'closed', fallback: false },
    { pattern: '/plain/[id]', kind: 'automatic', fingerprint: 'plain' },
    { pattern: '/open/[id]', kind: 'static-props', fingerprint: 'open', fallback: true },
  ],
  notFoundFingerprint: 'not-found',
  errorFingerprint: 'error',
  assets: {},
  generatedPages: 0,
}

const asked: unknown[] = []
const site = createSite({
  manifest,
  staticPaths: new Map([['/closed/[id]', new Set(['/fr/closed/1'])]]),
  files: [],
  handlers: {
    serverPage: (...call) => {
      asked.push(call)
      return async () => {}
    },
    api: () => async () => {},
    preview: () => Promise.reject(new Error('nobody previews')),
  },
  previewMode: { visitOf: () => undefined },
  fingerprintIn: () => undefined,
})
const resolve = (pathname: string) => site.resolve({ pathname, search: '?a=1' }, false)
const pageOf = (pathname: string): string => {
  const target = resolve(pathname)
  return target.kind === 'page' ? target.page.path : target.kind
}

test.each([
  ['/', '/en'],
  ['/en', '/en'],
  ['/fr', '/fr'],
  ['/FR/open/caf%C3%A9', '/fr/open/café'],
  ['/fr/plain/x', '/fr/plain/[id]'],
  ['/fr/closed/1', '/fr/closed/1'],
  ['/closed/1', 'not-found'],
  ['/fr/404', '/fr/404'],
  ['/500', '/en/500'],
  ['/fr/_next/x', 'not-found'],
  ['/_next/data/b1/fr.json', '/fr'],
  ['/_next/data/b1/en/open/x.json', '/en/open/x'],
  ['/_next/data/b1/open/x.json', 'not-found'],
  ['/_next/data/b1/FR/open/x.json', 'not-found'],
])('%s is kept as %s (B10, B101)', (url, key) => {
  expect(pageOf(url)).toBe(key)
})

test('a page has its language around it: shell, error pages, what data requests are told (B37, B63, B101)', () => {
  expect(resolve('/fr/open/x')).toMatchObject({
    page: { path: '/fr/open/x', context: { locale: 'fr', asPath: '/open/x' } },
    shell: { path: '/fr/open/[id]#shell', context: { locale: 'fr' } },
    notFoundPage: { path: '/fr/404' },
    errorPage: { path: '/fr/500' },
    route: '/open/[id]',
    matchedPath: '/fr/open/[id]',
  })
  expect(resolve('/fr/nothing')).toMatchObject({ kind: 'not-found', page: { path: '/fr/404' } })
  expect([site.notFoundPage.path, site.errorPage.path]).toEqual(['/en/404', '/en/500'])
})

test('a page per request is told its path without the locale (B101)', () => {
  expect(resolve('/fr/account')).toMatchObject({ kind: 'handler', errorPage: { path: '/fr/500' } })
  expect(asked.at(-1)).toMatchObject([{}, {}, { pathname: '/account', search: '?a=1', locale: 'fr' }, false])
})
