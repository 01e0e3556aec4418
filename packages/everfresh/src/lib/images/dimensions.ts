/** Reads how large an image file is, and makes the few pixels that stand in its place while it loads. */
import { mediaTypeOf } from './media-type.ts'
import { loadSharp } from './sharp.ts'

export interface Dimensions {
  /** px */
  readonly width: number
  readonly height: number
}

export interface BlurredImage {
  readonly blurDataURL: string
  readonly blurWidth: number
  readonly blurHeight: number
}

/** @throws Error when `bytes` are no image. */
export async function dimensionsOf(bytes: Uint8Array): Promise<Dimensions> {
  const type = mediaTypeOf(bytes)
  if (type === undefined) throw new Error('it holds no image')
  if (type === 'image/x-icon') return { width: bytes[6] || 256, height: bytes[7] || 256 }
  if (type === 'image/bmp') return bitmapDimensions(bytes)
  const { autoOrient } = await (await loadSharp())(bytes).metadata()
  return autoOrient
}

function bitmapDimensions(bytes: Uint8Array): Dimensions {
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) }
}

const blurrable = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif'])

/** px on the longer side */
const blurSize = 8

/** Undefined for drawings, icons and what moves. */
export async function blurredImage(
  bytes: Uint8Array,
  { width, height }: Dimensions,
): Promise<BlurredImage | undefined> {
  if (!blurrable.has(mediaTypeOf(bytes) ?? '')) return undefined
  const scale = blurSize / Math.max(width, height)
  const blurWidth = Math.max(1, Math.round(width * scale))
  const blurHeight = Math.max(1, Math.round(height * scale))
  const small = (await loadSharp())(bytes).autoOrient().resize(blurWidth, blurHeight, { fit: 'fill' })
  const data = await small.webp({ quality: 70 }).toBuffer()
  return { blurDataURL: `data:image/webp;base64,${data.toString('base64')}`, blurWidth, blurHeight }
}
