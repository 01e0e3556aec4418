/** Sends an optimized image, or says why there is none. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Lookup } from '@everfresh/engine'
import { cacheStatus, isNotModified, nextCacheState, privateCacheControl } from '@everfresh/server'
import type { ImageAttributes } from './image-renderer.ts'
import type { ImageSettings } from './image-settings.ts'
import { extensionOf } from './media-type.ts'
import type { ImageSource } from './parameters.ts'

export interface ImageAnswer {
  readonly lookup: Lookup
  readonly source: ImageSource
  readonly settings: ImageSettings
  /** Browsers ask again each time. */
  readonly isDevelopment: boolean
  /** Epoch ms. */
  readonly now: number
}

/** Names of imported images hold a hash of their content (B30). */
const importedCacheControl = 'public, max-age=315360000, immutable'

export function sendImage(request: IncomingMessage, response: ServerResponse, answer: ImageAnswer): void {
  const { lookup, source, settings, isDevelopment, now } = answer
  const { type, etag, maxAge } = lookup.entry.attributes as unknown as ImageAttributes
  response.setHeader('Vary', 'Accept')
  if (!response.hasHeader('Cache-Control'))
    response.setHeader('Cache-Control', cacheControlOf(source, maxAge, isDevelopment))
  response.setHeader('ETag', etag)
  response.setHeader('X-Nextjs-Cache', nextCacheState(lookup.state))
  response.setHeader('Cache-Status', cacheStatus(lookup, now))
  response.setHeader('Content-Security-Policy', settings.contentSecurityPolicy)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  if (isNotModified(request.headers, etag)) return void response.writeHead(304).end()
  const bytes = lookup.entry.bodies['image']!
  response.setHeader('Content-Type', type)
  response.setHeader('Content-Length', bytes.byteLength)
  response.setHeader('Content-Disposition', contentDispositionOf(source, type, settings))
  response.writeHead(200).end(bytes)
}

function cacheControlOf(source: ImageSource, maxAge: number, isDevelopment: boolean): string {
  if (source.kind === 'local' && source.isImport && !isDevelopment) return importedCacheControl
  return `public, max-age=${isDevelopment ? 0 : maxAge}, must-revalidate`
}

/** As `attachment`, a drawing that is opened on its own runs nothing. */
function contentDispositionOf(source: ImageSource, type: string, { contentDispositionType }: ImageSettings): string {
  const path = source.kind === 'local' ? source.path.split('?', 1)[0]! : new URL(source.url).pathname
  // What follows the first dot is the hash of an imported image, or the type before.
  const name = path.slice(path.lastIndexOf('/') + 1).split('.', 1)[0] || 'image'
  const file = `${decoded(name)}.${extensionOf(type)}`
  const plain = file.replace(/[^\w .()-]/g, '_')
  // RFC 6266: the second form is for names that the first cannot hold.
  const exact = plain === file ? '' : `; filename*=UTF-8''${encodeURIComponent(file).replace(/['()*]/g, percent)}`
  return `${contentDispositionType}; filename="${plain}"${exact}`
}

const percent = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}

/** @param text In Next.js's words. Nobody keeps it. */
export function refuseImage(response: ServerResponse, status: number, text: string): void {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8')
  response.setHeader('Cache-Control', privateCacheControl)
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Content-Length', Buffer.byteLength(text))
  response.writeHead(status).end(text)
}
