/** What is wrong with an image that was asked for: what the visitor is told, and what the site's log is told beside it. */

export class ImageError extends Error {
  override readonly name = 'ImageError'
  readonly status: number
  /** The body of the answer, in Next.js's words. */
  readonly answer: string

  /** @param detail For the log only. */
  constructor(status: number, answer: string, detail: string, options?: ErrorOptions) {
    super(`${answer}: ${detail}`, options)
    this.status = status
    this.answer = answer
  }
}

const notAllowedText = '"url" parameter is not allowed'
const invalidResponse = '"url" parameter is valid but upstream response is invalid'

export const notAllowed = (detail: string) => new ImageError(400, notAllowedText, detail)

/** The log says what to do: the visitor's answer looks as if the pattern were missing. */
export const privateAddress = (host: string) =>
  notAllowed(
    `${host} leads to a private address. If that is meant to be, name the address itself in images.remotePatterns or set images.dangerouslyAllowLocalIP`,
  )

export const upstreamFailed = (url: string, status: number) =>
  new ImageError(status >= 400 ? status : 502, invalidResponse, `${url} answered ${status}`)
export const upstreamUnreachable = (url: string, cause: unknown) =>
  new ImageError(502, invalidResponse, `${url} could not be reached`, { cause })
export const upstreamTimedOut = (url: string, timeoutMs: number) =>
  new ImageError(504, '"url" parameter is valid but upstream response timed out', `${url} took over ${timeoutMs} ms`)
export const upstreamTooLarge = (url: string, maximumBytes: number) =>
  new ImageError(413, invalidResponse, `${url} is larger than images.maximumResponseBody, ${maximumBytes} bytes`)
export const tooManyRedirects = (url: string, limit: number) =>
  new ImageError(508, invalidResponse, `${url} redirects more often than images.maximumRedirects, ${limit} times`)

export const noImage = (url: string, cause?: unknown) =>
  new ImageError(400, "The requested resource isn't a valid image.", url, { cause })
export const typeNotAllowed = (url: string, type: string) =>
  new ImageError(
    400,
    '"url" parameter is valid but image type is not allowed',
    `${url} is ${type}; images.dangerouslyAllowSVG allows drawings, and the "unoptimized" property of <Image> does without the optimizer`,
  )
