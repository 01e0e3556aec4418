/** Gives a response the methods that API routes know. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream'
import { type Invalidate, sendBody, type SendBodyOptions } from '@everfresh/server'
import { asciiOf } from '../data/redirect.ts'
import type { PreviewMode } from '../preview/preview-mode.ts'
import type { NextApiResponse, Revalidate } from './types.ts'

export interface ApiResponseOptions {
  readonly revalidate: Revalidate
  readonly invalidate: Invalidate
  readonly preview: Pick<PreviewMode, 'setData' | 'setDraft' | 'clear'>
  /** Whether bodies are named and compressed. By default they are neither. */
  readonly bodies?: SendBodyOptions | undefined
  /** Gets the size of a whole body before it is compressed, bytes. */
  readonly announceSize?: ((bytes: number) => void) | undefined
}

const plainBodies: SendBodyOptions = { etags: false, compress: false }

export function createApiResponse(
  request: IncomingMessage,
  response: ServerResponse,
  options: ApiResponseOptions,
): NextApiResponse {
  const { revalidate, invalidate, preview } = options
  const api = response as NextApiResponse
  api.status = (statusCode) => {
    api.statusCode = statusCode
    return api
  }
  api.send = (body: unknown) => send(request, api, body, options)
  api.json = (body: unknown) => {
    api.setHeader('Content-Type', 'application/json; charset=utf-8')
    send(request, api, JSON.stringify(body), options)
  }
  api.redirect = (statusOrUrl: string | number, url?: string) => redirect(api, statusOrUrl, url)
  api.setPreviewData = (data, limits) => {
    preview.setData(api, data, limits)
    return api
  }
  api.setDraftMode = ({ enable }) => {
    preview.setDraft(api, enable)
    return api
  }
  api.clearPreviewData = ({ path } = {}) => {
    preview.clear(api, path)
    return api
  }
  api.revalidate = revalidate
  api.invalidate = invalidate
  api.unstable_revalidate = revalidate
  return api
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  body: unknown,
  { bodies = plainBodies, announceSize }: ApiResponseOptions,
): void {
  const sendBytes = (bytes: Uint8Array) => {
    announceSize?.(bytes.byteLength)
    sendBody(request, response, bytes, bodies)
  }
  if (response.statusCode === 204 || response.statusCode === 304) {
    for (const name of ['Content-Type', 'Content-Length', 'Transfer-Encoding']) response.removeHeader(name)
    response.end()
  } else if (body === null || body === undefined) {
    response.end()
  } else if (isStream(body)) {
    defaultType(response, 'application/octet-stream')
    // A stream that fails half-way leaves a response that cannot be completed; breaking off is how HTTP says so.
    pipeline(body, response, () => {})
  } else if (body instanceof Uint8Array) {
    defaultType(response, 'application/octet-stream')
    sendBytes(body)
  } else {
    if (typeof body !== 'string') defaultType(response, 'application/json; charset=utf-8')
    sendBytes(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)))
  }
}

function defaultType(response: ServerResponse, type: string): void {
  if (!response.hasHeader('Content-Type')) response.setHeader('Content-Type', type)
}

const isStream = (body: unknown): body is Readable =>
  typeof body === 'object' && body !== null && 'pipe' in body && typeof body.pipe === 'function'

function redirect(response: NextApiResponse, statusOrUrl: string | number, url: string | undefined): NextApiResponse {
  const [status, target]: unknown[] = typeof statusOrUrl === 'string' ? [307, statusOrUrl] : [statusOrUrl, url]
  if (typeof status !== 'number' || typeof target !== 'string') {
    throw new Error(
      `Invalid redirect arguments. Please use a single argument URL, e.g. res.redirect('/destination') or use a status ` +
        `code and URL, e.g. res.redirect(307, '/destination').`,
    )
  }
  // Encoded, so that no line break from outside can end the header.
  response.writeHead(status, { Location: asciiOf(target) })
  response.end(target)
  return response
}
