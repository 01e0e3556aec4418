/** What stands in an image's place until it is there. Pure. */
import type { CSSProperties } from 'react'
import type { PlaceholderValue } from './image-types.ts'

export interface Placeholder {
  readonly kind: PlaceholderValue
  readonly blurDataURL: string | undefined
  /** Of the image, px. */
  readonly width: number | undefined
  readonly height: number | undefined
  readonly objectFit: CSSProperties['objectFit']
  readonly objectPosition: CSSProperties['objectPosition']
}

/** The style of an image that is not there yet; empty when nothing stands in its place. */
export function placeholderStyle(placeholder: Placeholder): CSSProperties {
  const { kind, blurDataURL, objectFit, objectPosition } = placeholder
  const image = kind === 'blur' ? blurDataURL && blurredImage(placeholder, blurDataURL) : kind === 'empty' ? '' : kind
  if (!image) return {}
  return {
    backgroundSize: objectFit === undefined || objectFit === 'fill' ? '100% 100%' : backgroundSizes[objectFit],
    backgroundPosition: objectPosition ?? '50% 50%',
    backgroundRepeat: 'no-repeat',
    backgroundImage: `url("${image.replaceAll('"', '%22')}")`,
  }
}

const backgroundSizes: Readonly<Record<string, string>> = { cover: 'cover', contain: 'contain', none: 'auto' }

/** A few pixels, blown up and blurred: a drawing does that alike in all browsers. */
function blurredImage({ width, height }: Placeholder, blurDataURL: string): string {
  const box = width !== undefined && height !== undefined ? ` viewBox='0 0 ${width} ${height}'` : ''
  const deviation = Math.max(1, Math.round((width ?? 320) / 16))
  const drawing =
    `<svg xmlns='http://www.w3.org/2000/svg'${box} preserveAspectRatio='none'>` +
    `<filter id='b' x='0' y='0' width='100%' height='100%'>` +
    `<feGaussianBlur stdDeviation='${deviation}' edgeMode='duplicate'/></filter>` +
    `<image filter='url(#b)' width='100%' height='100%' preserveAspectRatio='none' href='${blurDataURL}'/></svg>`
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing).replaceAll("'", '%27')}`
}
