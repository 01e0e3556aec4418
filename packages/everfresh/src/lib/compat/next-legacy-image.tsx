/** `next/legacy/image`: the image component as it was before Next.js 13, with `layout` and a frame around the image. */
import type { CSSProperties, ReactElement } from 'react'
import type {
  ImageLoader,
  ImageLoaderProps,
  ImageProps as ModernImageProps,
  StaticImport,
} from '../client/image-types.ts'
import Image from './next-image.tsx'

export type { ImageLoader, ImageLoaderProps }

type Kept = Omit<ModernImageProps, 'fill' | 'preload' | 'overrideSrc' | 'alt' | 'placeholder'>

export interface ImageProps extends Kept {
  readonly alt?: string | undefined
  readonly layout?: 'fixed' | 'fill' | 'intrinsic' | 'responsive' | undefined
  readonly objectFit?: CSSProperties['objectFit']
  readonly objectPosition?: CSSProperties['objectPosition']
  readonly placeholder?: 'blur' | 'empty' | undefined
  /** Has no effect: browsers themselves know when an image comes near. */
  readonly lazyBoundary?: string | undefined
  /** Has no effect. */
  readonly lazyRoot?: unknown
}

const frame: CSSProperties = {
  boxSizing: 'border-box',
  display: 'block',
  overflow: 'hidden',
  width: 'initial',
  height: 'initial',
  background: 'none',
  opacity: 1,
  border: 0,
  margin: 0,
  padding: 0,
}

/** The image takes the frame's size, and the frame keeps room for it. */
const image: CSSProperties = {
  ...frame,
  overflow: 'visible',
  position: 'absolute',
  inset: 0,
  margin: 'auto',
  width: 0,
  height: 0,
  minWidth: '100%',
  maxWidth: '100%',
  minHeight: '100%',
  maxHeight: '100%',
}

export default function LegacyImage({
  layout,
  objectFit,
  objectPosition,
  lazyBoundary: _boundary,
  lazyRoot: _root,
  alt = '',
  style,
  width,
  height,
  ...props
}: ImageProps): ReactElement {
  const size = sizeOf(props.src, width, height)
  const kind = layout ?? (props.sizes === undefined ? 'intrinsic' : 'responsive')
  const fits = {
    ...(objectFit === undefined ? {} : { objectFit }),
    ...(objectPosition === undefined ? {} : { objectPosition }),
  }
  if (kind === 'fill') {
    const around: CSSProperties = { ...frame, position: 'absolute', inset: 0 }
    return (
      <span style={around}>
        <Image {...props} alt={alt} fill style={{ ...style, ...fits }} />
      </span>
    )
  }
  // With a width of its own, the image is offered for one and two pixels a point; otherwise for every screen.
  const sizes = kind === 'responsive' ? { sizes: props.sizes ?? '100vw' } : {}
  return (
    <span style={frameOf(kind, size)}>
      {roomOf(kind, size)}
      <Image {...props} {...sizes} {...size} alt={alt} style={{ ...style, ...image, ...fits }} />
    </span>
  )
}

interface Size {
  readonly width: number
  readonly height: number
}

function sizeOf(
  src: string | StaticImport,
  width: ModernImageProps['width'],
  height: ModernImageProps['height'],
): Size {
  const imported = typeof src === 'string' ? undefined : 'default' in src ? src.default : src
  return { width: Number(width ?? imported?.width), height: Number(height ?? imported?.height) }
}

function frameOf(kind: 'fixed' | 'intrinsic' | 'responsive', { width, height }: Size): CSSProperties {
  const inner: CSSProperties = { ...frame, position: 'relative' }
  if (kind === 'fixed') return { ...inner, display: 'inline-block', width, height }
  return kind === 'responsive' ? inner : { ...inner, display: 'inline-block', maxWidth: '100%' }
}

/** What gives the frame its proportions. */
function roomOf(kind: 'fixed' | 'intrinsic' | 'responsive', { width, height }: Size): ReactElement | null {
  if (kind === 'fixed') return null
  if (kind === 'responsive') return <span style={{ ...frame, paddingTop: `${(height / width) * 100}%` }} />
  const drawing = `<svg xmlns='http://www.w3.org/2000/svg' version='1.1' width='${width}' height='${height}'/>`
  return (
    <span style={{ ...frame, maxWidth: '100%' }}>
      <img
        style={{ ...frame, maxWidth: '100%' }}
        alt=""
        aria-hidden
        src={`data:image/svg+xml,${encodeURIComponent(drawing).replaceAll("'", '%27')}`}
      />
    </span>
  )
}
