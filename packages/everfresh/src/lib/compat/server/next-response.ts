/** `NextResponse`: what middleware answers, or what is to happen instead. */
import { ResponseCookies } from '@edge-runtime/cookies'
import { absoluteUrl } from './absolute-url.ts'
import type { NextURL } from './next-url.ts'
import * as intent from './response-intent.ts'

export interface MiddlewareResponseInit extends ResponseInit {
  readonly request?: {
    /** Seen by the page or API route in place of those that were sent. */
    readonly headers?: Headers | undefined
  }
}

const redirectStatuses = new Set([301, 302, 303, 307, 308])

export class NextResponse<Body = unknown> extends Response {
  /** Of what `json` was given; there is no such value. */
  declare protected readonly bodyType?: Body
  readonly #cookies: ResponseCookies

  constructor(body?: BodyInit | null, init: MiddlewareResponseInit = {}) {
    super(body, init)
    this.#cookies = new ResponseCookies(this.headers)
  }

  get cookies(): ResponseCookies {
    return this.#cookies
  }

  static override json<JsonBody>(body: JsonBody, init?: ResponseInit): NextResponse<JsonBody> {
    const { body: stream, headers, status, statusText } = Response.json(body, init)
    return new NextResponse(stream, { headers, status, statusText })
  }

  /**
   * Sends the visitor elsewhere: 307, unless another status is given.
   *
   * @throws RangeError when the status is no redirect's; TypeError when `url` is not absolute.
   */
  static override redirect(url: string | URL | NextURL, init: number | ResponseInit = 307): NextResponse {
    const { status = 307, ...rest } = typeof init === 'number' ? { status: init } : init
    if (!redirectStatuses.has(status)) throw new RangeError(`${status} is no status of a redirect; use 307 or 308.`)
    const headers = new Headers('headers' in rest ? rest.headers : undefined)
    headers.set('Location', absoluteUrl(url))
    return new NextResponse(null, { ...rest, headers, status })
  }

  /** Answers with what is at `destination`, while the address stays. @throws TypeError when it is not absolute. */
  static rewrite(destination: string | URL | NextURL, init: MiddlewareResponseInit = {}): NextResponse {
    const headers = intentHeaders(init)
    headers.set(intent.rewrite, absoluteUrl(destination))
    return new NextResponse(null, { ...init, headers })
  }

  /** Goes on to the page, API route or file. */
  static next(init: MiddlewareResponseInit = {}): NextResponse {
    const headers = intentHeaders(init)
    headers.set(intent.next, '1')
    return new NextResponse(null, { ...init, headers })
  }
}

/** @throws TypeError when the headers for the request are of another kind. */
function intentHeaders({ headers, request }: MiddlewareResponseInit): Headers {
  const result = new Headers(headers)
  if (request?.headers === undefined) return result
  if (!(request.headers instanceof Headers)) {
    throw new TypeError('request.headers must be Headers: new Headers(request.headers), then set what is to change.')
  }
  const names: string[] = []
  request.headers.forEach((value, name) => {
    names.push(name)
    result.set(intent.requestHeaderPrefix + name, value)
  })
  result.set(intent.overriddenHeaders, names.join(','))
  return result
}
