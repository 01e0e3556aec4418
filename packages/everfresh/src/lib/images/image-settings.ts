/** The configuration's `images`, complete: what the optimizer, the component and the bundler agree on. Can be kept as JSON. */

export type ImageFormat = 'image/avif' | 'image/webp'

/** A path of this site. What is left out may be anything. */
export interface LocalPattern {
  /** `*` is one segment of the path, `**` any number of them. */
  readonly pathname?: string
  /** The query with its `?`; `''` for none. */
  readonly search?: string
}

/** A place elsewhere that images may come from. What is left out may be anything. */
export interface RemotePattern {
  readonly protocol?: 'http' | 'https'
  /** `*` is one label of the name, `**` any number of them. */
  readonly hostname: string
  /** `''` for the protocol's own. */
  readonly port?: string
  /** `*` is one segment of the path, `**` any number of them. */
  readonly pathname?: string
  /** The query with its `?`; `''` for none. */
  readonly search?: string
}

export interface ImageSettings {
  /** Widths of screens that images are made for, px. */
  readonly deviceSizes: readonly number[]
  /** Widths of images that are narrower than the screen, px. */
  readonly imageSizes: readonly number[]
  /** 1 to 100; others are refused. */
  readonly qualities: readonly number[]
  /** What is sent to who accepts it, the best first. */
  readonly formats: readonly ImageFormat[]
  /** Where the optimizer is asked; the base path is put in front of the default. */
  readonly path: string
  readonly loader: 'default' | 'custom'
  /** A module whose default export makes URLs, relative to the site; `''` for none. */
  readonly loaderFile: string
  readonly localPatterns: readonly LocalPattern[]
  readonly remotePatterns: readonly RemotePattern[]
  /** How long a result is fresh at least, seconds. */
  readonly minimumCacheTTL: number
  readonly maximumRedirects: number
  /** Bytes of an original. */
  readonly maximumResponseBody: number
  /** Bytes of disk for results; 0 keeps them in memory only. */
  readonly maximumDiskCacheSize: number
  /** Whether names may lead to addresses of private networks. */
  readonly dangerouslyAllowLocalIP: boolean
  readonly dangerouslyAllowSVG: boolean
  readonly contentSecurityPolicy: string
  readonly contentDispositionType: 'inline' | 'attachment'
  /** Leaves imports of image files to Vite: they give a URL. */
  readonly disableStaticImages: boolean
  /** Sends every image as it is; there is no optimizer then. */
  readonly unoptimized: boolean
}

/** Where the bundler puts imported images. Their names hold a hash of their content. */
export const importedImages = '_next/static/media'

export const optimizerPath = '/_next/image'

export const defaultImageSettings: ImageSettings = {
  deviceSizes: [640, 750, 828, 1080, 1200, 1920, 2048, 3840],
  imageSizes: [32, 48, 64, 96, 128, 256, 384],
  qualities: [75],
  formats: ['image/webp'],
  path: optimizerPath,
  loader: 'default',
  loaderFile: '',
  // A query makes as many images of one file as somebody cares to ask for: it has to be allowed.
  localPatterns: [{ pathname: '**', search: '' }],
  remotePatterns: [],
  minimumCacheTTL: 14_400,
  maximumRedirects: 3,
  maximumResponseBody: 50_000_000,
  maximumDiskCacheSize: 512 * 2 ** 20,
  dangerouslyAllowLocalIP: false,
  dangerouslyAllowSVG: false,
  contentSecurityPolicy: "script-src 'none'; frame-src 'none'; sandbox;",
  contentDispositionType: 'attachment',
  disableStaticImages: false,
  unoptimized: false,
}
