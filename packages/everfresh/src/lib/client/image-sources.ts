/** Decides in which widths an image is offered to the browser. Pure. */
import type { ClientImageConfig } from './image-config.ts'
import type { ImageLoader } from './image-types.ts'

export interface ImageSources {
  readonly src: string
  readonly srcSet: string | undefined
  readonly sizes: string | undefined
}

export interface SourceOptions {
  readonly config: Pick<ClientImageConfig, 'deviceSizes' | 'imageSizes'>
  readonly src: string
  readonly unoptimized: boolean
  /** px; undefined for an image that fills what is around it. */
  readonly width: number | undefined
  readonly quality: number
  readonly sizes: string | undefined
  readonly loader: ImageLoader
}

export function imageSources({ config, src, unoptimized, width, quality, sizes, loader }: SourceOptions): ImageSources {
  if (unoptimized) return { src, srcSet: undefined, sizes: undefined }
  const { widths, kind } = widthsOf(config, width, sizes)
  const urls = widths.map((each) => loader({ src, width: each, quality }))
  return {
    sizes: sizes === undefined && kind === 'w' ? '100vw' : sizes,
    srcSet: urls.map((url, index) => `${url} ${kind === 'w' ? widths[index] : index + 1}${kind}`).join(', '),
    // For browsers without srcset, and for what only reads attributes.
    src: urls.at(-1)!,
  }
}

interface Widths {
  readonly widths: readonly number[]
  /** Whether the browser chooses by width or by pixel density. */
  readonly kind: 'w' | 'x'
}

function widthsOf(
  { deviceSizes, imageSizes }: SourceOptions['config'],
  width: number | undefined,
  sizes: string | undefined,
): Widths {
  const all = [...deviceSizes, ...imageSizes].sort((a, b) => a - b)
  if (sizes !== undefined) {
    const shares = [...sizes.matchAll(/(?:^|\s)(1?\d?\d)vw/g)].map((match) => Number(match[1]) / 100)
    // Nobody needs it narrower than its share of the smallest screen.
    const least = shares.length === 0 ? 0 : Math.min(...deviceSizes) * Math.min(...shares)
    return { widths: all.filter((size) => size >= least), kind: 'w' }
  }
  if (width === undefined) return { widths: [...deviceSizes].sort((a, b) => a - b), kind: 'w' }
  const atLeast = (wanted: number) => all.find((size) => size >= wanted) ?? all.at(-1)!
  // Screens of three and more pixels a point gain nothing that anybody could see.
  return { widths: [...new Set([width, width * 2].map(atLeast))], kind: 'x' }
}

/** The allowed quality that is nearest to the one that is asked for. */
export const nearestQuality = (wanted: number, qualities: readonly number[]): number =>
  qualities.reduce((best, each) => (Math.abs(each - wanted) < Math.abs(best - wanted) ? each : best), qualities[0]!)
