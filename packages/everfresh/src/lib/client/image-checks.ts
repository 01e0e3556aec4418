/** Tells a developer what is wrong with an image before a visitor sees it. Runs in development only. */
import { matchesLocalPattern, matchesRemotePattern } from '../images/patterns.ts'
import type { ClientImageConfig } from './image-config.ts'
import type { ImageProps } from './image-types.ts'

export interface CheckedImage {
  readonly props: ImageProps
  readonly src: string
  readonly width: number | undefined
  readonly height: number | undefined
  readonly blurDataURL: string | undefined
  readonly config: ClientImageConfig
  /** Whether our own optimizer will be asked. */
  readonly isOptimized: boolean
}

/** @throws Error for what cannot work */
export function checkImage(image: CheckedImage): void {
  const problem = [addressProblem, sizeProblem, propertyProblem].map((find) => find(image)).find(Boolean)
  if (problem) throw new Error(`<Image src="${image.src.slice(0, 200)}"> ${problem}`)
  if (image.props.alt === undefined) {
    console.error(
      `<Image src="${image.src.slice(0, 200)}"> has no alt. Say what it shows, or alt="" if it is decoration.`,
    )
  }
}

function addressProblem({ src, config, isOptimized }: CheckedImage): string | undefined {
  if (src === '') return 'has no src. Give it a path, a URL or an imported image.'
  if (src !== src.trim()) return 'begins or ends with a space in its src.'
  if (!isOptimized) return undefined
  if (src.startsWith('//')) return 'has a src without a protocol. Write https: in front of it.'
  if (src.startsWith('/')) {
    const { localPatterns = [{}], basePath } = config
    const path = src.startsWith(`${basePath}/`) ? src.slice(basePath.length) : src
    if (localPatterns.some((pattern) => matchesLocalPattern(pattern, path))) return undefined
    return 'is not allowed by images.localPatterns of the configuration. A src with a query has to be named there.'
  }
  if (!URL.canParse(src)) return 'has a src that is neither a path that begins with a slash nor a URL.'
  const { remotePatterns } = config
  if (remotePatterns === undefined || remotePatterns.some((pattern) => matchesRemotePattern(pattern, new URL(src))))
    return undefined
  return `is on a host that is not configured. Add it to images.remotePatterns: { hostname: '${new URL(src).hostname}' }.`
}

function sizeProblem({ props: { fill, style }, props, width, height }: CheckedImage): string | undefined {
  if (fill) {
    if (props.width !== undefined || props.height !== undefined)
      return 'has "fill", and "width" or "height". Leave one out.'
    if (style?.position !== undefined && style.position !== 'absolute')
      return 'has "fill", and a position that is not absolute.'
    if (style?.width !== undefined && style.width !== '100%') return 'has "fill", and a width of its own in its style.'
    return style?.height !== undefined && style.height !== '100%'
      ? 'has "fill", and a height of its own in its style.'
      : undefined
  }
  for (const [name, value] of [
    ['width', width],
    ['height', height],
  ] as const) {
    if (value === undefined) return `has no "${name}". Give it both in pixels, or "fill".`
    if (!Number.isFinite(value)) return `has a "${name}" that is no number of pixels.`
  }
  return undefined
}

function propertyProblem({ props, blurDataURL }: CheckedImage): string | undefined {
  const { placeholder = 'empty', loading, priority, preload } = props
  if ((priority || preload) && loading === 'lazy') return 'is to be loaded early and lazily. Leave out loading="lazy".'
  if (placeholder === 'blur' && blurDataURL === undefined)
    return 'has placeholder="blur", but no blurDataURL. Give it one, or import the image file.'
  if (placeholder !== 'empty' && placeholder !== 'blur' && !placeholder.startsWith('data:image/'))
    return 'has a placeholder that is none of "empty", "blur" and a data URL of an image.'
  return undefined
}
