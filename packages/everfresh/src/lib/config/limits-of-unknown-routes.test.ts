import { expect, test } from 'vitest'
import type { PageRoute } from '../routes/site-routes.ts'
import { limitsOfUnknownRoutes } from './limits-of-unknown-routes.ts'

test('limits for pages that there are not are named', () => {
  const pages = [{ pattern: '/products/[id]' } as PageRoute, { pattern: '/' } as PageRoute]
  const routes = { '/products/[id]': { maxConcurrentRenders: 1 }, '/product/[id]': {} }
  expect(limitsOfUnknownRoutes({ limits: { routes } }, { pages })).toEqual([
    'limits.routes: there is no page /product/[id]; pages are named as their files below pages/ are',
  ])
  expect(limitsOfUnknownRoutes({ limits: {} }, { pages })).toEqual([])
})
