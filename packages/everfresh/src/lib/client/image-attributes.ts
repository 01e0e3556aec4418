/** Turns the properties of `next/image` into the attributes of an `<img>`. Pure but for the warnings of development. */
import type { ComponentPropsWithRef, CSSProperties } from 'react'
import { isProduction } from './environment.ts'
import { checkImage } from './image-checks.ts'
import type { ClientImageConfig } from './image-config.ts'
import { optimizerLoader } from './image-loader.ts'
import { placeholderStyle } from './image-placeholder.ts'
import { imageSources, nearestQuality } from './image-sources.ts'
import type { ImageLoader, ImageProps, OnLoadingComplete, StaticImageData, StaticImport } from './image-types.ts'

export type ImageElementProps = Omit<ComponentPropsWithRef<'img'>, 'src' | 'style'> & {
  readonly src: string
  readonly style: CSSProperties
  readonly 'data-nimg': '1' | 'fill'
}

export interface ImageAttributes {
  readonly props: ImageElementProps
  /** The part of the style that goes once the image is there. */
  readonly placeholder: CSSProperties
  /** Where it is fetched early. */
  readonly preload: boolean
  readonly onLoadingComplete: OnLoadingComplete | undefined
}

const dataOf = (image: StaticImport): StaticImageData => ('default' in image ? image.default : image)
const pixels = (value: number | string | undefined) => (value === undefined || value === '' ? undefined : Number(value))

const filling: CSSProperties = {
  position: 'absolute',
  height: '100%',
  width: '100%',
  left: 0,
  top: 0,
  right: 0,
  bottom: 0,
}

/** @throws Error in development, for what cannot work */
export function imageAttributes(
  given: ImageProps,
  config: ClientImageConfig,
  configuredLoader: ImageLoader | undefined,
): ImageAttributes {
  const { src: source, width, height, fill = false, style, placeholder = 'empty', ...options } = given
  const { sizes, quality, loader, loading, priority = false, preload = false, unoptimized = false, ...others } = options
  const { overrideSrc, blurDataURL, onLoadingComplete, fetchPriority, decoding = 'async', ...rest } = others
  const imported = typeof source === 'string' || source === undefined ? undefined : dataOf(source)
  const src = imported?.src ?? ((source ?? '') as string)
  const size = fill ? {} : sizeOf(pixels(width), pixels(height), imported)
  const ownLoader = loader ?? configuredLoader
  const isPlain = config.unoptimized || unoptimized || isAsItIs(src, config, ownLoader)
  const blur = blurDataURL ?? imported?.blurDataURL
  if (!isProduction) {
    const isOptimized = !isPlain && ownLoader === undefined
    checkImage({ props: given, src, width: size.width, height: size.height, blurDataURL: blur, config, isOptimized })
  }
  const sources = imageSources({
    config,
    src,
    sizes,
    unoptimized: isPlain,
    width: size.width,
    quality: nearestQuality(pixels(quality) ?? 75, config.qualities),
    loader: ownLoader ?? optimizerLoader(config),
  })
  const isEarly = priority || preload
  const { objectFit, objectPosition } = style ?? {}
  return {
    preload: isEarly,
    onLoadingComplete,
    placeholder: placeholderStyle({
      kind: placeholder,
      blurDataURL: blur,
      ...shapeOf(size, imported),
      objectFit,
      objectPosition,
    }),
    props: {
      ...rest,
      loading: isEarly ? loading : (loading ?? 'lazy'),
      fetchPriority: priority ? 'high' : fetchPriority,
      ...size,
      decoding,
      'data-nimg': fill ? 'fill' : '1',
      // What is written over a missing image would shift what is around it.
      style: { ...(fill ? filling : {}), color: 'transparent', ...style },
      // Before src: a browser that knows the candidates fetches only one of them.
      sizes: sources.sizes,
      srcSet: sources.srcSet,
      src: overrideSrc ?? sources.src,
    },
  }
}

interface Size {
  readonly width?: number
  readonly height?: number
}

/** One of the two gives the other, in the proportions of the imported image. */
function sizeOf(width: number | undefined, height: number | undefined, imported: StaticImageData | undefined): Size {
  if (imported === undefined || (width !== undefined && height !== undefined)) return present(width, height)
  if (width !== undefined) return present(width, Math.round((imported.height * width) / imported.width))
  if (height !== undefined) return present(Math.round((imported.width * height) / imported.height), height)
  return present(imported.width, imported.height)
}

const present = (width: number | undefined, height: number | undefined): Size => ({
  ...(width === undefined ? {} : { width }),
  ...(height === undefined ? {} : { height }),
})

const shapeOf = (size: Size, imported: StaticImageData | undefined) => ({
  width: size.width ?? imported?.width,
  height: size.height ?? imported?.height,
})

/** The optimizer has nothing to do for drawings, nor for what is in the page already. */
const isAsItIs = (src: string, config: ClientImageConfig, loader: ImageLoader | undefined) =>
  /^(?:data|blob):/.test(src) ||
  src === '' ||
  (loader === undefined && !config.dangerouslyAllowSVG && /\.svg$/i.test(src.split('?', 1)[0]!))
