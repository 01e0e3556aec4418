/** Preview and draft mode: who may see what is not published, and the cookies that say so (B103–B106). */
import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { privateCacheControl } from '@everfresh/server'
import { parseCookie, type SerializeOptions, stringifySetCookie } from 'cookie'
import type { PreviewSecrets } from '../deployments/preview-secrets.ts'
import { EverfreshError } from '../errors.ts'
import { openPreviewData, sealPreviewData } from './preview-token.ts'

/** What a visitor in preview mode brings with him. Draft mode has no data: `{}`. */
export interface PreviewVisit {
  readonly data: unknown
}

export interface PreviewDataOptions {
  /** Seconds until it ends; without it, the end of the browser's session. */
  readonly maxAge?: number | undefined
  /** Of the cookies; default `/`. */
  readonly path?: string | undefined
}

export interface PreviewMode {
  /**
   * The visit of who may see drafts; undefined for everybody else. Cookies that are not valid, such as those of another
   * installation, are taken back (B106), in a response that nobody keeps.
   */
  visitOf(request: IncomingMessage, response: ServerResponse): PreviewVisit | undefined
  /** Shows drafts to this visitor from now on. @throws EverfreshError INVALID_PREVIEW_DATA (B104), and what JSON.stringify throws. */
  setData(response: ServerResponse, data: unknown, options?: PreviewDataOptions): void
  setDraft(response: ServerResponse, enable: boolean): void
  clear(response: ServerResponse, path?: string): void
}

export interface PreviewModeOptions {
  readonly secrets: PreviewSecrets
  /** In development cookies go over plain HTTP, too. */
  readonly dev: boolean
  /** Epoch ms. */
  readonly now?: () => number
}

const bypassCookie = '__prerender_bypass'
const dataCookie = '__next_preview_data'

/** Browsers drop cookies above 4 KB. Characters. */
const maxTokenLength = 2048

const past = new Date(0)

/** Whether it is worth looking closer: the hit path asks this of every request with cookies. */
export const mayBePreview = (cookies: string): boolean => cookies.includes(bypassCookie) || cookies.includes(dataCookie)

export function createPreviewMode({ secrets, dev, now = Date.now }: PreviewModeOptions): PreviewMode {
  const attributes = {
    httpOnly: true,
    sameSite: dev ? 'lax' : 'none',
    secure: !dev,
    path: '/',
  } as const satisfies SerializeOptions
  /** Paths that were cleared in a response: once is enough, whoever asks. */
  const cleared = new WeakMap<ServerResponse, Set<string>>()

  const setCookie = (response: ServerResponse, name: string, value: string, more: SerializeOptions) =>
    void response.appendHeader('Set-Cookie', stringifySetCookie({ name, value, ...attributes, ...more }))

  function clear(response: ServerResponse, path = '/'): void {
    const paths = cleared.get(response) ?? new Set()
    if (paths.has(path)) return
    cleared.set(response, paths.add(path))
    for (const name of [bypassCookie, dataCookie]) setCookie(response, name, '', { expires: past, path })
  }

  function visitFrom(cookies: string): PreviewVisit | 'none' | 'invalid' {
    const { [bypassCookie]: bypass, [dataCookie]: token } = parseCookie(cookies)
    if (bypass === undefined && token === undefined) return 'none'
    if (bypass === undefined || !isEqual(bypass, secrets.previewModeId)) return 'invalid'
    return token === undefined ? { data: {} } : (openPreviewData(secrets, token, now()) ?? 'invalid')
  }

  return {
    visitOf(request, response) {
      const { cookie } = request.headers
      if (cookie === undefined || !mayBePreview(cookie)) return undefined
      const visit = visitFrom(cookie)
      if (visit === 'none') return undefined
      if (visit !== 'invalid') return visit
      if (!response.headersSent) {
        clear(response)
        // A shared cache would take back everybody's cookies with it.
        response.setHeader('Cache-Control', privateCacheControl)
      }
      return undefined
    },

    setData(response, data, { maxAge, path } = {}) {
      const token = sealPreviewData(secrets, data, maxAge, now())
      if (token.length > maxTokenLength) throw previewDataTooLarge()
      const limits = given({ maxAge, path })
      setCookie(response, bypassCookie, secrets.previewModeId, limits)
      setCookie(response, dataCookie, token, limits)
    },

    setDraft(response, enable) {
      setCookie(response, bypassCookie, enable ? secrets.previewModeId : '', enable ? {} : { expires: past })
    },

    clear,
  }
}

/** Leaves out what is undefined. */
const given = <Options extends object>(options: Options) =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Options]?: Exclude<Options[Name], undefined>
  }

/** Takes as long for a nearly right secret as for a wrong one. */
function isEqual(value: string, secret: string): boolean {
  const [left, right] = [Buffer.from(value), Buffer.from(secret)]
  return left.byteLength === right.byteLength && timingSafeEqual(left, right)
}

const previewDataTooLarge = () =>
  new EverfreshError(
    'INVALID_PREVIEW_DATA',
    'Preview data is limited to 2KB currently, reduce how much data you are storing as preview data to continue',
  )
