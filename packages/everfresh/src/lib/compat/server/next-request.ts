/** `NextRequest`: a request as middleware sees it. */
import { RequestCookies } from '@edge-runtime/cookies'
import { NextURL, type UrlSettings } from './next-url.ts'
import { absoluteUrl } from './absolute-url.ts'

export interface NextRequestInit extends RequestInit {
  readonly nextConfig?: UrlSettings | undefined
  readonly duplex?: 'half'
}

export class NextRequest extends Request {
  readonly #cookies: RequestCookies
  readonly #nextUrl: NextURL

  /** @throws TypeError when `input` is no absolute URL. */
  constructor(input: string | URL | Request, { nextConfig, ...init }: NextRequestInit = {}) {
    const url = absoluteUrl(input instanceof Request ? input.url : input)
    // A body that arrives bit by bit must say so.
    const complete: NextRequestInit = init.body ? { duplex: 'half', ...init } : init
    super(input instanceof Request ? input : url, complete)
    this.#cookies = new RequestCookies(this.headers)
    this.#nextUrl = new NextURL(url, { nextConfig })
  }

  get cookies(): RequestCookies {
    return this.#cookies
  }

  /** The URL in parts; to go elsewhere, change a `clone()` of it. */
  get nextUrl(): NextURL {
    return this.#nextUrl
  }

  override get url(): string {
    return this.#nextUrl.href
  }
}
