/** Makes an image smaller, never larger, in the format that is asked for. What moves or is a drawing stays as it is. */
import { availableParallelism } from 'node:os'
import type { Sharp } from 'sharp'
import { EverfreshError } from '../errors.ts'
import { noImage, typeNotAllowed } from './image-error.ts'
import { isAnimated, mediaTypeOf } from './media-type.ts'
import { loadSharp } from './sharp.ts'
import { createSlots } from './slots.ts'

export interface OptimiseOptions {
  /** For messages. */
  readonly name: string
  /** px */
  readonly width: number
  /** 1 to 100 */
  readonly quality: number
  /** Undefined for the original's own. */
  readonly format: string | undefined
  readonly allowSvg: boolean
  readonly signal: AbortSignal
}

export interface Optimised {
  readonly bytes: Uint8Array
  /** Media type. */
  readonly type: string
}

/** Pixels of an original. A few bytes can claim to be a picture of any size. */
const maximumPixels = 0x3fff * 0x3fff

/** Seconds that one image may take. */
const timeoutSeconds = 7

/** Half of the processors: the others answer visitors meanwhile. */
const processors = createSlots(Math.max(1, Math.floor(availableParallelism() / 2)))

const decodable = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif', 'image/tiff'])

/** @throws ImageError for what is no image, or none that is allowed. EverfreshError IMAGES_UNAVAILABLE */
export async function optimise(bytes: Uint8Array, options: OptimiseOptions): Promise<Optimised> {
  const type = mediaTypeOf(bytes)
  if (type === undefined) throw noImage(options.name)
  if (type === 'image/svg+xml' && !options.allowSvg) throw typeNotAllowed(options.name, type)
  if (!decodable.has(type)) return { bytes, type }
  return processors.run(options.signal, () => process(bytes, type, options))
}

async function process(bytes: Uint8Array, type: string, options: OptimiseOptions): Promise<Optimised> {
  const { name, width, quality } = options
  const decode = await loadSharp()
  try {
    const image = decode(bytes, { limitInputPixels: maximumPixels, sequentialRead: true })
    const { pages = 1 } = await image.metadata()
    if (isAnimated(bytes, type, pages)) return { bytes, type }
    const format = options.format ?? (type === 'image/tiff' ? 'image/jpeg' : type)
    // A camera held upright says so in the metadata, which the result has none of.
    const resized = image.autoOrient().resize({ width, withoutEnlargement: true }).timeout({ seconds: timeoutSeconds })
    return { bytes: await encode(resized, format, quality).toBuffer(), type: format }
  } catch (error) {
    if (error instanceof EverfreshError) throw error
    throw noImage(name, error)
  }
}

function encode(image: Sharp, type: string, quality: number): Sharp {
  switch (type) {
    // The same number means more of it than in the other formats.
    case 'image/avif':
      return image.avif({ quality: Math.max(1, quality - 20), effort: 3 })
    case 'image/webp':
      return image.webp({ quality })
    case 'image/png':
      return image.png({ quality })
    case 'image/gif':
      return image.gif()
    default:
      return image.jpeg({ quality, mozjpeg: true })
  }
}
