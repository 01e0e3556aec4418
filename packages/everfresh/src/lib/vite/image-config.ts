/** Puts the site's own `images` configuration into the module that `next/image` reads. */
import { resolve } from 'node:path'
import type { Plugin } from 'vite'
import type { ClientImageConfig } from '../client/image-config.ts'
import { defaultImageSettings, type ImageSettings } from '../images/image-settings.ts'
import { runtimeFile } from './runtime-files.ts'

export interface ImageConfigOptions {
  readonly root: string
  readonly images: ImageSettings
  readonly basePath: string
  readonly trailingSlash: boolean
  readonly mode: 'development' | 'production'
}

export function imageConfigPlugin(options: ImageConfigOptions): Plugin {
  const file = runtimeFile('client/image-config')
  return {
    name: 'everfresh:image-config',
    enforce: 'pre',
    load(id) {
      return id.split('?', 1)[0] === file ? imageConfigSource(options) : null
    },
  }
}

export function imageConfigSource({ root, images, ...options }: ImageConfigOptions): string {
  const loader = images.loaderFile === '' ? undefined : resolve(root, images.loaderFile)
  return [
    loader === undefined ? '' : `import loader from ${JSON.stringify(loader)}`,
    `export const imageConfig = ${JSON.stringify(clientConfigOf(images, options))}`,
    `export const configuredLoader = ${loader === undefined ? 'undefined' : 'loader'}`,
  ].join('\n')
}

function clientConfigOf(
  images: ImageSettings,
  { basePath, trailingSlash, mode }: Omit<ImageConfigOptions, 'root' | 'images'>,
): ClientImageConfig {
  const { deviceSizes, imageSizes, qualities, path, dangerouslyAllowSVG, unoptimized, ...rest } = images
  const { localPatterns, remotePatterns } = rest
  const isOurs = path === defaultImageSettings.path
  return {
    ...{ deviceSizes, imageSizes, qualities, dangerouslyAllowSVG, unoptimized, basePath },
    // The form without a redirect.
    path: isOurs ? `${basePath}${path}${trailingSlash ? '/' : ''}` : path,
    // Visitors need not know where a site gets its images from.
    ...(mode === 'development' ? { localPatterns, remotePatterns } : {}),
  }
}
