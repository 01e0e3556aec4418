/** What of an answer two frameworks can be compared by. */
import type { IncomingHttpHeaders } from 'node:http'
import { gunzipSync } from 'node:zlib'
import type { Visit } from '../support/visitor.ts'
import { markupOf, pageDataOf, withoutHashes } from './markup.ts'

const comparedHeaders = [
  'allow',
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-security-policy',
  'content-type',
  'location',
  'referrer-policy',
  'refresh',
  'vary',
  'x-nextjs-cache',
  'x-nextjs-matched-path',
  'x-powered-by',
] as const

/** The answer without what differs between two builds of one site. */
export function observe(seen: Visit): Record<string, unknown> {
  return { status: seen.status, headers: headersOf(seen.headers), ...bodyOf(seen) }
}

function headersOf(headers: IncomingHttpHeaders): Record<string, unknown> {
  const compared = Object.fromEntries(
    comparedHeaders.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])),
  )
  // Hashes of bodies that differ in their scripts differ too; whether they are there and strong can be compared.
  const etag = headers.etag === undefined ? {} : { etag: headers.etag.startsWith('W/') ? 'weak' : 'strong' }
  const cookies = headers['set-cookie']?.map(withoutValue).sort()
  return { ...compared, ...etag, ...(cookies === undefined ? {} : { 'set-cookie': cookies }) }
}

const withoutValue = (cookie: string) => cookie.replace(/=[^;]*/, (value) => (value === '=' ? value : '=…'))

function bodyOf({ headers, bytes }: Visit): Record<string, unknown> {
  const type = headers['content-type'] ?? ''
  const text = (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString()
  if (bytes.length === 0) return { empty: true }
  if (type.startsWith('text/html')) {
    const { head, body } = markupOf(text)
    return { head, body, pageData: JSON.parse(withoutHashes(JSON.stringify(pageDataOf(text) ?? null))) as unknown }
  }
  if (/^[{[]/.test(text)) return { json: JSON.parse(withoutHashes(text)) as unknown }
  if (/^(text|application)\//.test(type) || type === '') return { text: text.split('\n') }
  return { bytes: bytes.length }
}
