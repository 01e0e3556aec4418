import { expect, test } from 'vitest'
import type { SiteRoutes } from '../routes/site-routes.ts'
import { collectPages } from './collect-pages.ts'

const routes = {
  pages: [
    { pattern: '/about', file: '/site/pages/about.js', data: 'automatic', hasStaticPaths: false },
    { pattern: '/a/[id]', file: '/site/pages/a/[id].js', data: 'static-props', hasStaticPaths: true },
    { pattern: '/b/[id]', file: '/site/pages/b/[id].js', data: 'static-props', hasStaticPaths: true },
  ],
  apis: [],
  special: {},
} as unknown as SiteRoutes

const fingerprints = new Map(['/about', '/a/[id]', '/b/[id]', '/404', '/500'].map((name) => [name, `of${name}`]))

const paths = { paths: [{ params: { id: '1' }, asPath: '/a/1' }], fallback: false } as const

test('lists every getStaticPaths that fails (B145)', async () => {
  const collecting = collectPages(routes, fingerprints, {
    staticPaths: (route) => Promise.reject(new Error(`no database for ${route}`)),
    hasInitialProps: async () => false,
  })
  await expect(collecting).rejects.toMatchObject({ code: 'PAGES_FAILED' })
  await expect(collecting).rejects.toThrow('Export encountered errors on 2 paths:\n\t/a/[id]\n\t/b/[id]')
})

test('leaves a page that cannot be loaded to fail with the others when it is generated (B145)', async () => {
  const { pages } = await collectPages(routes, fingerprints, {
    staticPaths: async (route) => (route === '/a/[id]' ? paths : { paths: [], fallback: false }),
    hasInitialProps: () => Promise.reject(new Error('no component')),
  })
  expect(pages.map(({ page }) => page.path)).toEqual(['/about', '/a/1', '/404', '/500'])
})

test('lists everything once for each language, and listed paths in theirs (B101, B145)', async () => {
  const list = (fallback: boolean) => ({
    paths: [{ params: { id: '1' }, asPath: fallback ? '/b/1' : '/a/1', locale: 'fr' }],
    fallback,
  })
  const { pages, closedPaths } = await collectPages(
    routes,
    fingerprints,
    { staticPaths: async (route) => list(route === '/b/[id]'), hasInitialProps: async () => false },
    ['en', 'fr'],
  )
  expect(pages.map(({ page }) => [page.path, page.context.locale])).toEqual([
    ['/en/about', 'en'],
    ['/fr/about', 'fr'],
    ['/fr/a/1', 'fr'],
    ['/fr/b/1', 'fr'],
    ['/en/b/[id]#shell', 'en'],
    ['/fr/b/[id]#shell', 'fr'],
    ['/en/404', 'en'],
    ['/en/500', 'en'],
    ['/fr/404', 'fr'],
    ['/fr/500', 'fr'],
  ])
  expect(closedPaths).toEqual({ '/a/[id]': ['/fr/a/1'] })
})
