/** What an image is given and what it becomes, in Next.js's words. */
import type { ComponentPropsWithRef, ReactEventHandler } from 'react'

/** What importing an image file gives. */
export interface StaticImageData {
  readonly src: string
  /** px */
  readonly height: number
  /** px */
  readonly width: number
  readonly blurDataURL?: string
  readonly blurWidth?: number
  readonly blurHeight?: number
}

export interface StaticRequire {
  readonly default: StaticImageData
}

export type StaticImport = StaticRequire | StaticImageData

export interface ImageLoaderProps {
  readonly src: string
  /** px */
  readonly width: number
  readonly quality?: number
}

/** Returns the URL of the image in a width. */
export type ImageLoader = (props: ImageLoaderProps) => string

export type PlaceholderValue = 'blur' | 'empty' | `data:image/${string}`

export type OnLoadingComplete = (image: HTMLImageElement) => void

type Attributes = Omit<
  ComponentPropsWithRef<'img'>,
  'src' | 'srcSet' | 'alt' | 'width' | 'height' | 'loading' | 'placeholder'
>

export interface ImageProps extends Attributes {
  readonly src: string | StaticImport
  readonly alt: string
  /** px */
  readonly width?: number | `${number}` | undefined
  /** px */
  readonly height?: number | `${number}` | undefined
  /** Takes the size of the element around it, which must be positioned. */
  readonly fill?: boolean | undefined
  readonly loader?: ImageLoader | undefined
  /** One of `images.qualities`; another becomes the nearest of them. */
  readonly quality?: number | `${number}` | undefined
  /** Fetches the image early: from the head, with high priority. Its newer name is `preload`. */
  readonly priority?: boolean | undefined
  /** Fetches the image early: from the head. */
  readonly preload?: boolean | undefined
  readonly loading?: 'eager' | 'lazy' | undefined
  /** What is shown until the image is there. */
  readonly placeholder?: PlaceholderValue | undefined
  readonly blurDataURL?: string | undefined
  readonly unoptimized?: boolean | undefined
  /** The `src` attribute, where the first one to be found matters, e.g. to search engines. */
  readonly overrideSrc?: string | undefined
  /** @deprecated Use `onLoad`. */
  readonly onLoadingComplete?: OnLoadingComplete | undefined
  readonly onLoad?: ReactEventHandler<HTMLImageElement> | undefined
  readonly onError?: ReactEventHandler<HTMLImageElement> | undefined
}
