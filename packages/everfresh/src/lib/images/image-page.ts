/** What the engine knows an optimized image by: one page each for original, width, quality and format. Pure. */
import type { PageRef } from '@everfresh/engine'
import type { LocalFile } from './local-images.ts'
import type { ImageRequest } from './parameters.ts'

export interface ImageContext {
  readonly original:
    | { readonly kind: 'file'; readonly path: string }
    | { readonly kind: 'url'; readonly url: string; readonly isLocal: boolean }
  readonly width: number
  readonly quality: number
  readonly format: string | undefined
}

export type ImagePage = PageRef<ImageContext>

/** No page of a site has it: theirs are fingerprints. */
const namespace = 'image'

/** @param origin Where this site listens, for what is no file of it. */
export function imagePageOf(request: ImageRequest, file: LocalFile | undefined, origin: () => string): ImagePage {
  const { source, width, quality, format } = request
  const variant = `/${width}/${quality}/${format?.slice('image/'.length) ?? 'original'}`
  const wanted = { width, quality, format }
  if (source.kind === 'remote') {
    const original = { kind: 'url', url: source.url, isLocal: false } as const
    return { namespace, path: `${variant}/${source.url}`, context: { original, ...wanted } }
  }
  if (file !== undefined) {
    const original = { kind: 'file', path: file.path } as const
    return { namespace, path: `${variant}/file:${file.hash}${source.pathname}`, context: { original, ...wanted } }
  }
  const original = { kind: 'url', url: origin() + source.path, isLocal: true } as const
  // Without the origin: on another port, or another machine, it is the same image.
  return { namespace, path: `${variant}${source.path}`, context: { original, ...wanted } }
}
