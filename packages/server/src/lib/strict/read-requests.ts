/** Reads requests of a strict subset of HTTP/1.1 from text that somebody sent. Pure; everything else is node:http's to read. */
import { headerRuleOf, type ReadField, type RuleOf } from './header-rules.ts'

/** What a request says that can make a difference to an answer in memory. */
export interface PlainHeaders {
  readonly host: string
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
 * Returns the requests that a text (one character per byte) consists of; undefined where it is anything but whole requests
 * without bodies, the last of which ends where the text ends.
 */
export type RequestReader = (text: string) => readonly StrictRequest[] | undefined

/**
 * Returns a reader for one connection: clients repeat their headers from request to request, and what is repeated to the last
 * byte means what it meant before.
 *
 * @param maxBytes node:http refuses heads of so many bytes: they are left to it.
 */
export function createRequestReader(maxBytes: number, ruleOf: RuleOf = headerRuleOf): RequestReader {
  let repeated = ''
  let meaning: PlainHeaders | undefined
  return (text) => {
    const end = text.length
    if (meaning !== undefined && end < maxBytes && text.endsWith(repeated)) {
      const line = readRequestLine(text, 0)
      if (line?.end === end - repeated.length && line.method === 'GET') {
        return [{ target: line.target, headers: meaning, end }]
      }
    }
    if (!text.endsWith('\r\n\r\n') || !heads.test(text)) return undefined
    const requests: StrictRequest[] = []
    for (let at = 0; at < end;) {
      const request = readRequest(text, at, ruleOf)
      if (request === undefined || request.end - at >= maxBytes) return undefined
      requests.push(request)
      at = request.end
    }
    meaning = requests.length === 1 ? requests[0]!.headers : undefined
    repeated = meaning === undefined ? '' : text.slice(text.indexOf('\n') + 1)
    return requests
  }
}

interface RequestLine {
  readonly method: string
  readonly target: string
  /** Where the headers begin. */
  readonly end: number
}

function readRequestLine(text: string, start: number): RequestLine | undefined {
  requestLine.lastIndex = start
  const line = requestLine.exec(text)
  return line === null ? undefined : { method: line[1]!, target: line[2]!, end: requestLine.lastIndex }
}

function readRequest(text: string, start: number, ruleOf: RuleOf): StrictRequest | undefined {
  const line = readRequestLine(text, start)
  if (line === undefined) return undefined
  const read: { [Name in ReadField]?: string } = {}
  let isPlain = line.method === 'GET'
  let at = line.end
  for (let count = 0; text.charCodeAt(at) !== carriageReturn; count++) {
    const end = text.indexOf('\r', at)
    const colon = text.indexOf(':', at)
    if (colon === -1 || colon > end || count === mostHeaders) return undefined
    const rule = ruleOf(text.slice(at, colon))
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
    ? { host, acceptEncoding: read['accept-encoding'], ifNoneMatch: read['if-none-match'], cookie }
    : undefined
  return { target: line.target, headers, end: at + 2 }
}

/** As node:http reads it: without the spaces around it. */
const valueOf = (text: string, colon: number, end: number): string => text.slice(colon + 1, end).trim()

/** Whether this `Cache-Control` of a request is one that pages do not look at: what browsers send with a reload. */
const hasNoSay = (cacheControl: string | undefined): boolean =>
  cacheControl === undefined || cacheControl === 'max-age=0'
