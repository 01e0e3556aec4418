/** Reads requests of a strict subset of HTTP/1.1 from text that somebody sent. Pure; everything else is node:http's to read. */
import { headerRuleOf, type ReadField } from './header-rules.ts'

/** What a request says that can make a difference to the answer of a generated page. */
export interface PlainHeaders {
  readonly acceptEncoding: string | undefined
  readonly ifNoneMatch: string | undefined
  readonly cookie: string | undefined
}

export interface StrictRequest {
  /** As it was sent: an origin form of unreserved, reserved and percent characters. */
  readonly target: string
  /** Undefined where the request ends for certain, but asks for something that only node:http should answer. */
  readonly headers: PlainHeaders | undefined
  /** Where the next one begins. */
  readonly end: number
}

/** Lines of printable ASCII that end in CRLF, and an empty line at the end of each head. No bare CR or LF, no tab, no NUL. */
const heads = /^(?:(?:[ -~]+\r\n)+\r\n)+$/
const requestLine = /(GET|HEAD) (\/[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]*) HTTP\/1\.1\r\n/y
const plainHost = /^(?:[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$/
const carriageReturn = 13

/** Node drops what is beyond 2,000. */
const mostHeaders = 100

/**
 * Returns the requests that `text` (one character per byte) consists of; undefined where it is anything but whole requests
 * without bodies, the last of which ends where the text ends.
 *
 * @param maxBytes node:http refuses heads of so many bytes: they are left to it.
 */
export function readRequests(text: string, maxBytes: number): StrictRequest[] | undefined {
  if (!text.endsWith('\r\n\r\n') || !heads.test(text)) return undefined
  const requests: StrictRequest[] = []
  for (let at = 0; at < text.length;) {
    const request = readRequest(text, at)
    if (request === undefined || request.end - at >= maxBytes) return undefined
    requests.push(request)
    at = request.end
  }
  return requests
}

function readRequest(text: string, start: number): StrictRequest | undefined {
  requestLine.lastIndex = start
  const line = requestLine.exec(text)
  if (line === null) return undefined
  const read: { [Name in ReadField]?: string } = {}
  let isPlain = line[1] === 'GET'
  let at = requestLine.lastIndex
  for (let count = 0; text.charCodeAt(at) !== carriageReturn; count++) {
    const end = text.indexOf('\r', at)
    const colon = text.indexOf(':', at)
    if (colon === -1 || colon > end || count === mostHeaders) return undefined
    const rule = headerRuleOf(text.slice(at, colon))
    if (rule === undefined || rule === 'framing') return undefined
    if (rule === 'unknown') isPlain = false
    else if (rule !== 'harmless') {
      if (read[rule] !== undefined) return undefined
      read[rule] = valueOf(text, colon, end)
    }
    at = end + 2
  }
  const { host, connection, cookie } = read
  if (host === undefined || !plainHost.test(host)) return undefined
  if (connection !== undefined && connection.toLowerCase() !== 'keep-alive') return undefined
  isPlain &&= hasNoSay(read['cache-control'])
  const headers = isPlain
    ? { acceptEncoding: read['accept-encoding'], ifNoneMatch: read['if-none-match'], cookie }
    : undefined
  return { target: line[2]!, headers, end: at + 2 }
}

/** As node:http reads it: without the spaces around it. */
const valueOf = (text: string, colon: number, end: number): string => text.slice(colon + 1, end).trim()

/** Whether this `Cache-Control` of a request is one that pages do not look at: what browsers send with a reload. */
const hasNoSay = (cacheControl: string | undefined): boolean =>
  cacheControl === undefined || cacheControl === 'max-age=0'
