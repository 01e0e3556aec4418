/** The route table of a site: what was found under `pages/`, most specific first, with where each page's data comes from. */

import type { SiteMiddleware } from '../middleware/read-middleware.ts'

export type PageData = 'static-props' | 'server-props' | 'automatic'

export interface PageRoute {
  /** e.g. `/products/[sku]`. */
  readonly pattern: string
  /** Absolute path. */
  readonly file: string
  readonly data: PageData
  readonly hasStaticPaths: boolean
  /** What is wrong with how it was written; only in `dev`, where it concerns nobody but those who visit the page. */
  readonly problem?: Error
}

export interface ApiRoute {
  readonly pattern: string
  readonly file: string
}

/** Files with a meaning of their own. `undefined` where the site has none and ours is used. */
export interface SpecialFiles {
  readonly app: string | undefined
  readonly document: string | undefined
  readonly error: string | undefined
  /** `pages/404`. */
  readonly notFound: string | undefined
  /** `pages/500`. */
  readonly internalError: string | undefined
}

export interface SiteRoutes {
  readonly pages: readonly PageRoute[]
  readonly apis: readonly ApiRoute[]
  readonly special: SpecialFiles
  /** Where the props of `pages/404` come from. */
  readonly notFoundData: PageData
  /** Absolute path of the site's `instrumentation` module, if it has one. */
  readonly instrumentation?: string
  /** The site's `middleware` or `proxy`, if it has one. */
  readonly middleware?: SiteMiddleware
}
