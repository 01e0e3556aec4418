/** Makes an optimized image for the engine: the original, then the work on it, then how long it is good for. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import type { Rendered, RenderRequest } from '@everfresh/engine'
import type { ImageContext } from './image-page.ts'
import type { ImageSettings } from './image-settings.ts'
import { optimise } from './optimise.ts'
import { matchesRemotePattern } from './patterns.ts'
import { createSlotsByName } from './slots.ts'
import { fetchOriginal, type Original } from './upstream.ts'

/** Attributes of an entry. */
export interface ImageAttributes {
  readonly type: string
  /** Strong, quotes included. */
  readonly etag: string
  /** How long browsers may keep it, seconds. */
  readonly maxAge: number
}

/** How long an original may take to arrive, ms. */
const upstreamTimeoutMs = 7_000

/** Originals fetched from one host at once: a host that is slow must not keep those of others waiting. */
const fetchesPerHost = 4

export function createImageRenderer(settings: ImageSettings, origin: () => string) {
  const fetchFrom = createSlotsByName(fetchesPerHost)

  return async function render({ page, signal }: RenderRequest<ImageContext>): Promise<Rendered> {
    const { original, width, quality, format } = page.context
    const name = original.kind === 'file' ? original.path : original.url
    const { bytes, maxAge } = await originalOf(original, signal)
    const allowSvg = settings.dangerouslyAllowSVG
    const image = await optimise(bytes, { name, width, quality, format, allowSvg, signal })
    const seconds = Math.max(maxAge, settings.minimumCacheTTL)
    const attributes: ImageAttributes = { type: image.type, etag: etagOf(image.bytes), maxAge: seconds }
    return {
      bodies: { image: image.bytes },
      attributes: { ...attributes },
      tags: [],
      // A file's page is named by its content, and so never becomes stale.
      revalidateMs: original.kind === 'file' ? false : Math.max(1, seconds) * 1000,
      expireMs: false,
    }
  }

  async function originalOf(original: ImageContext['original'], signal: AbortSignal): Promise<Original> {
    if (original.kind === 'file') return { bytes: await readFile(original.path, { signal }), maxAge: 0 }
    const url = new URL(original.url)
    const ours = origin()
    return fetchFrom(url.host, signal, () =>
      fetchOriginal(url, {
        signal,
        timeoutMs: upstreamTimeoutMs,
        maximumBytes: settings.maximumResponseBody,
        maximumRedirects: settings.maximumRedirects,
        mayBePrivate: (each) => (original.isLocal && each.origin === ours) || mayBePrivate(each, settings),
      }),
    )
  }
}

/** Whoever writes an address down, or `localhost`, means it; behind a name there may be an address that nobody meant. */
export function mayBePrivate(url: URL, { dangerouslyAllowLocalIP, remotePatterns }: ImageSettings): boolean {
  if (dangerouslyAllowLocalIP) return true
  const isExplicit = url.hostname === 'localhost' || isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0
  return (
    isExplicit &&
    remotePatterns.some((pattern) => !pattern.hostname.includes('*') && matchesRemotePattern(pattern, url))
  )
}

const etagOf = (bytes: Uint8Array) => `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"`
