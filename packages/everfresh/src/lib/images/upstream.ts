/** Fetches originals: within time and size, a few redirects far, and never from a private network by accident. */
import { lookup as lookupName, type LookupAddress } from 'node:dns'
import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import {
  ImageError,
  noImage,
  privateAddress,
  tooManyRedirects,
  upstreamFailed,
  upstreamTimedOut,
  upstreamTooLarge,
  upstreamUnreachable,
} from './image-error.ts'
import { isPrivateAddress } from './private-address.ts'

export interface UpstreamOptions {
  readonly signal: AbortSignal
  /** For everything together, redirects included. */
  readonly timeoutMs: number
  readonly maximumBytes: number
  readonly maximumRedirects: number
  /** Whether `url` may lead into a private network; asked again for each redirect. */
  mayBePrivate(url: URL): boolean
}

export interface Original {
  readonly bytes: Buffer
  /** How long it may be kept by its own account, seconds. */
  readonly maxAge: number
}

/**
 * Nothing of a visitor's request goes along: no cookie, no authorisation.
 *
 * @throws ImageError
 */
export async function fetchOriginal(url: URL, options: UpstreamOptions): Promise<Original> {
  const deadline = AbortSignal.timeout(options.timeoutMs)
  const signal = AbortSignal.any([options.signal, deadline])
  try {
    const response = await follow(url, { ...options, signal })
    return { bytes: await bodyOf(url, response, options.maximumBytes), maxAge: maxAgeOf(response) }
  } catch (error) {
    if (error instanceof ImageError) throw error
    if (deadline.aborted) throw upstreamTimedOut(url.href, options.timeoutMs)
    throw upstreamUnreachable(url.href, error)
  }
}

async function follow(first: URL, options: UpstreamOptions): Promise<IncomingMessage> {
  let url = first
  for (let redirects = 0; ; redirects++) {
    const response = await ask(url, options)
    const { statusCode: status = 0, headers } = response
    if (status >= 200 && status < 300) return response
    response.destroy()
    if (![301, 302, 303, 307, 308].includes(status) || headers.location === undefined)
      throw upstreamFailed(url.href, status)
    if (redirects >= options.maximumRedirects) throw tooManyRedirects(first.href, options.maximumRedirects)
    const isWeb = URL.canParse(headers.location, url) && /^https?:$/.test(new URL(headers.location, url).protocol)
    if (!isWeb) throw upstreamFailed(url.href, status)
    url = new URL(headers.location, url)
  }
}

function ask(url: URL, { signal, mayBePrivate }: UpstreamOptions): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isGuarded = !mayBePrivate(url)
  // An address in the URL is never looked up.
  if (isGuarded && isIP(host) !== 0 && isPrivateAddress(host)) throw privateAddress(host)
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const headers = { accept: 'image/*,*/*;q=0.8', 'accept-encoding': 'identity', 'user-agent': 'Everfresh' }
    // The address that was checked is the one that is connected to: a name may mean another one the next time.
    const guard = isGuarded ? { lookup: publicLookup } : {}
    request(url, { signal, agent: false, headers, ...guard }, resolve)
      .on('error', reject)
      .end()
  })
}

/** Looks a name up, and fails when one of its addresses is private. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookupName(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const [first] = addresses ?? []
    if (error !== null || first === undefined) return callback(error ?? new Error(`${hostname} has no address`), '')
    if (addresses.some(({ address }) => isPrivateAddress(address))) return callback(privateAddress(hostname), '')
    if (options.all === true) callback(null, addresses)
    else callback(null, first.address, first.family)
  })
}

async function bodyOf(url: URL, response: IncomingMessage, maximumBytes: number): Promise<Buffer> {
  const tooLarge = () => {
    response.destroy()
    return upstreamTooLarge(url.href, maximumBytes)
  }
  if (Number(response.headers['content-length'] ?? 0) > maximumBytes) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > maximumBytes) throw tooLarge()
    chunks.push(chunk)
  }
  if (size === 0) throw noImage(url.href)
  return Buffer.concat(chunks, size)
}

/** What it says to shared caches goes first. */
function maxAgeOf({ headers }: IncomingMessage): number {
  const directives = (headers['cache-control'] ?? '').toLowerCase()
  const [, seconds] = /(?:^|[\s,])s-maxage="?(\d{1,10})/.exec(directives) ??
    /(?:^|[\s,])max-age="?(\d{1,10})/.exec(directives) ?? [undefined, '0']
  return Number(seconds)
}
