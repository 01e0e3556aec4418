/** What passes between the serving thread, the render threads and the site's server bundle. All of it can be cloned. */
import type { RenderReason } from '@everfresh/engine'
import type { RuntimeConfig } from '../client/runtime-config.ts'
import type { ClientAssets } from '../build/client-assets.ts'
import type { I18nSettings } from '../routes/locale-path.ts'

export type Params = Readonly<Record<string, string | string[]>>

/** A page to generate: everything that may influence it, and nothing of a visitor's request. `locale` is there with i18n. */
export type StaticTask =
  | {
      readonly kind: 'page'
      readonly route: string
      readonly params: Params
      /** As a browser would show it, percent-encoded, without query. */
      readonly asPath: string
      readonly locale?: string | undefined
      readonly reason: RenderReason
    }
  /** The shell of a `fallback: true` route: its component without data (B60). */
  | {
      readonly kind: 'shell'
      readonly route: string
      readonly locale?: string | undefined
      readonly reason: RenderReason
    }
  /** The site's 404 or 500 page, or ours. */
  | {
      readonly kind: 'error-page'
      readonly statusCode: 404 | 500
      readonly locale?: string | undefined
      readonly reason: RenderReason
    }

/**
 * A page for one visitor who may see what is not published (B105). It is no `StaticTask`, so that no type lets what is made of
 * it near the engine. `data` is what the site sealed into the visitor's cookie.
 */
export type PreviewTask =
  | {
      readonly kind: 'preview'
      readonly route: string
      readonly params: Params
      /** As a browser would show it, percent-encoded, without query. */
      readonly asPath: string
      readonly locale?: string | undefined
      readonly data: unknown
    }
  /** The site's 404 page, for such a visitor. */
  | { readonly kind: 'preview-not-found'; readonly locale?: string | undefined; readonly data: unknown }

export type RenderTask = StaticTask | PreviewTask

export type StaticOutcome =
  | {
      readonly kind: 'page'
      readonly status: number
      readonly html: string
      /** What `html` is joined from: whoever writes one behind the other need not have the whole copied first. */
      readonly htmlPieces?: readonly string[]
      /** The body of the data request; undefined for pages without getStaticProps. */
      readonly data: string | undefined
      /** Seconds, false for never; undefined for pages without getStaticProps. */
      readonly revalidate: number | false | undefined
      readonly tags: readonly string[]
    }
  | { readonly kind: 'not-found'; readonly revalidate: number | false; readonly tags: readonly string[] }
  | {
      readonly kind: 'redirect'
      readonly status: number
      /** Base path included where it applies. */
      readonly location: string
      readonly data: string
      readonly revalidate: number | false
      readonly tags: readonly string[]
    }

/** What a server bundle must know that is decided after it was compiled. */
export interface RenderSettings {
  readonly buildId: string
  readonly basePath: string
  readonly trailingSlash: boolean
  readonly assets: ClientAssets
  readonly mode: 'build' | 'runtime' | 'dev'
  readonly largePageDataBytes: number
  /** Missing where the site has one language. */
  readonly i18n?: I18nSettings | undefined
  /** Where browsers fetch assets, in place of the base path. */
  readonly assetPrefix?: string | undefined
  readonly deploymentId?: string | undefined
  readonly crossOrigin?: 'anonymous' | 'use-credentials' | undefined
  /** What the configuration hands to the site's code at run time. */
  readonly runtimeConfig?: RuntimeConfig
}
