/** The identity of every page that a deployment can generate, for builds and for requests alike. */
import type { PageRef } from '@everfresh/engine'
import type { DeploymentManifest, RouteRecord } from '../deployments/manifest.ts'
import type { PreviewTask, StaticTask } from '../render/render-types.ts'
import { keyOf, pathnameOfKey } from '../routes/key.ts'
import type { Params } from '../routes/pattern.ts'

/** A task without the reason, which each render has its own of. */
export type PageContext = StaticTask extends infer Task ? (Task extends unknown ? Omit<Task, 'reason'> : never) : never
export type SitePageRef = PageRef<PageContext>

/** Where a visitor's path leads: the same for the page that is kept, and for one that is shown to him alone. */
export function previewTaskOf({ pattern }: RouteRecord, pathname: string, params: Params, data: unknown): PreviewTask {
  return { kind: 'preview', route: pattern, params, asPath: pathnameOfKey(keyOf(pathname)), data }
}

/** A page of a route with getStaticProps, or of a static route without data. @throws URIError */
export function pageRefOf(route: RouteRecord, pathname: string, params: Params): SitePageRef {
  // A dynamic route without data functions is one page for all its paths: the browser fills in the parameters.
  if (route.kind === 'automatic' && route.pattern.includes('[')) {
    return ref(route, route.pattern, { kind: 'page', route: route.pattern, params: {}, asPath: route.pattern })
  }
  const key = keyOf(pathname)
  // Encoded from the key, not as this visitor wrote it: `/caf%C3%A9` and `/café` are one page.
  return ref(route, key, { kind: 'page', route: route.pattern, params, asPath: pathnameOfKey(key) })
}

const ref = (route: RouteRecord, path: string, context: PageContext): SitePageRef => ({
  namespace: route.fingerprint ?? route.pattern.replaceAll('/', '.'),
  path,
  context,
})

/**
 * A shell lives in a namespace of its own, under a path that no page has: a page may have the literal path
 * `/products/[sku]` (B63, B93), and what is published under one path supersedes what other code made under it.
 */
export const shellRefOf = (route: RouteRecord): SitePageRef => ({
  namespace: `${route.fingerprint}.shell`,
  path: `${route.pattern}#shell`,
  context: { kind: 'shell', route: route.pattern },
})

export const errorPageRefs = (manifest: Pick<DeploymentManifest, 'notFoundFingerprint' | 'errorFingerprint'>) => ({
  notFoundPage: errorPageRef(manifest.notFoundFingerprint, 404),
  errorPage: errorPageRef(manifest.errorFingerprint, 500),
})

const errorPageRef = (namespace: string, statusCode: 404 | 500): SitePageRef => ({
  namespace,
  path: `/${statusCode}`,
  context: { kind: 'error-page', statusCode },
})
