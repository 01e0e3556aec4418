/** Does what middleware answered: go on, go elsewhere, or send it. */
import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { privateCacheControl, type HandlerTarget, type RedirectTarget, type Routed } from '@everfresh/server'
import * as intent from '../compat/server/response-intent.ts'
import type { Proxy } from '../routing/proxy.ts'
import type { Passage } from '../routing/stages.ts'
import { tellRewrite } from '../routing/tell-rewrite.ts'
import { invalidMiddleware } from './errors.ts'
import type { MiddlewareKind } from './middleware-record.ts'
import { overrideHeaders } from './override-headers.ts'
import { setVisitorHeaders } from './response-headers.ts'
import type { MiddlewareTarget } from './targets.ts'
import type { MiddlewareUrls } from './urls.ts'

export interface AnswerOptions {
  readonly kind: MiddlewareKind
  readonly urls: MiddlewareUrls
  /** What is said of a page that middleware has let through. */
  readonly cacheControl: 'private' | 'public'
  /** Answers with what another server says. */
  readonly proxy: Proxy
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const isRedirectStatus = (status: number): status is RedirectTarget['status'] => redirectStatuses.has(status)

/**
 * @param requestUrl Absolute, as middleware saw it.
 * @throws EverfreshError INVALID_MIDDLEWARE when it leads nowhere; URIError when it leads to a malformed path.
 */
export function follow(
  answer: Response | undefined,
  target: MiddlewareTarget,
  passage: Passage,
  requestUrl: string,
  options: AnswerOptions,
): Routed {
  const { url, request, response } = passage
  const rewrite = answer?.headers.get(intent.rewrite) ?? undefined
  const isGoingOn = answer === undefined || rewrite !== undefined || answer.headers.has(intent.next)
  // The default; whatever middleware says of it is set over it.
  if (!isGoingOn || (options.cacheControl === 'private' && !isAsset(target))) {
    response.setHeader('Cache-Control', privateCacheControl)
  }
  if (answer === undefined) return { kind: 'url', url }
  setVisitorHeaders(response, answer.headers, isGoingOn)
  if (isGoingOn) {
    overrideHeaders(request, answer.headers)
    return rewrite === undefined ? { kind: 'url', url } : rewritten(rewrite, target, passage, requestUrl, options)
  }
  const location = answer.headers.get('location')
  if (location === null || !isRedirectStatus(answer.status)) return sending(answer, options)
  const destination = options.urls.redirectOf(location, requestUrl)
  if (target.kind !== 'data') return { kind: 'redirect', status: answer.status, location: destination }
  response.setHeader('x-nextjs-redirect', destination)
  return sending(Response.json({}), options)
}

/** Names of assets hold a hash of their content: what is behind one never differs from visitor to visitor. */
const isAsset = ({ url }: MiddlewareTarget): boolean => url.pathname.startsWith('/_next/static/')

function rewritten(
  location: string,
  target: MiddlewareTarget,
  passage: Passage,
  requestUrl: string,
  { kind, urls, proxy }: AnswerOptions,
): Routed {
  const destination = new URL(location, requestUrl)
  if (destination.host !== new URL(requestUrl).host) return proxy(destination, `/${kind}`)
  const url = urls.siteUrlOf(destination, passage.isFile)
  if (url === undefined) {
    const hint = 'Begin with request.nextUrl.clone(), whose pathname is without it.'
    throw invalidMiddleware(kind, [
      `it rewrites to "${destination.pathname}", which is not below the base path. ${hint}`,
    ])
  }
  if (target.kind === 'data') tellRewrite(passage, urls.hrefOf(url))
  return { kind: 'url', url: target.insteadOf(url) }
}

function sending(answer: Response, { kind }: Pick<AnswerOptions, 'kind'>): HandlerTarget {
  return { kind: 'handler', route: `/${kind}`, handle: (request, response) => send(answer, request.method, response) }
}

async function send(
  { status, headers, body }: Response,
  method: string | undefined,
  response: ServerResponse,
): Promise<void> {
  response.statusCode = status
  const type = headers.get('content-type')
  if (type !== null) response.setHeader('Content-Type', type)
  if (body === null || method === 'HEAD') {
    await body?.cancel()
    return void response.end()
  }
  try {
    await pipeline(Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]), response)
  } catch (error) {
    // A visitor who leaves in the middle is no failure of ours.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}
