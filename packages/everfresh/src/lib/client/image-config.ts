/**
 * The part of `images` that the component needs. These are the defaults; the bundler puts the site's own in the place of this
 * module (vite/image-config.ts).
 */
import type { LocalPattern, RemotePattern } from '../images/image-settings.ts'
import type { ImageLoader } from './image-types.ts'

export interface ClientImageConfig {
  readonly deviceSizes: readonly number[]
  readonly imageSizes: readonly number[]
  readonly qualities: readonly number[]
  /** URL of the optimizer, base path included. */
  readonly path: string
  readonly dangerouslyAllowSVG: boolean
  readonly unoptimized: boolean
  /** Known in development only, to warn of images that would be refused. */
  readonly localPatterns?: readonly LocalPattern[]
  readonly remotePatterns?: readonly RemotePattern[]
  readonly basePath: string
}

export const imageConfig: ClientImageConfig = {
  deviceSizes: [640, 750, 828, 1080, 1200, 1920, 2048, 3840],
  imageSizes: [32, 48, 64, 96, 128, 256, 384],
  qualities: [75],
  path: '/_next/image',
  dangerouslyAllowSVG: false,
  unoptimized: false,
  basePath: '',
}

/** The site's `images.loaderFile`. */
export const configuredLoader: ImageLoader | undefined = undefined as ImageLoader | undefined
