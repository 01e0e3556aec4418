/** Asking anew for an answer that is kept, and what a 304 changes about it (RFC 9111 §4.3). Pure. */
import type { IncomingHttpHeaders } from 'node:http'
import { combined, without, type Fields } from './fields.ts'

/** Fields of a 304 that tell about its own message, or about the body that is kept and stays (RFC 9111 §3.2). */
const notUpdated: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-length',
  'content-md5',
  'content-range',
  'etag',
  // For one visitor, while the answer is shown to all.
  'set-cookie',
  'connection',
  'transfer-encoding',
])

/** Conditions and ranges of a visitor's: a cache asks for the whole answer, and answers them itself. */
const ofVisitor = ['if-match', 'if-none-match', 'if-modified-since', 'if-unmodified-since', 'if-range', 'range']

/**
 * Makes a request ask for the whole answer, or whether `known` is still right. Changes `headers`; the returned function gives
 * them back what the visitor had said.
 */
export function askAnew(headers: IncomingHttpHeaders, known: Fields | undefined): () => void {
  const said = ofVisitor.map((name) => [name, headers[name]] as const)
  for (const name of ofVisitor) delete headers[name]
  const etag = known && combined(known, 'etag')
  const lastModified = known && combined(known, 'last-modified')
  if (etag !== undefined) headers['if-none-match'] = etag
  if (lastModified !== undefined) headers['if-modified-since'] = lastModified
  return () => {
    for (const [name, value] of said) {
      if (value === undefined) delete headers[name]
      else headers[name] = value
    }
  }
}

/** Without them in the 304 they are those of now: it is as old as the news that it is right (RFC 9110 §6.6.1). */
const ofMessage = ['age', 'date']

/** The fields of the kept answer after a 304: each field that came replaces all lines of its name. */
export function updated(known: Fields, answer: Fields): Fields {
  const changes = answer.filter(([name]) => !notUpdated.has(name.toLowerCase()))
  const names = new Set([...ofMessage, ...changes.map(([name]) => name.toLowerCase())])
  return [...without(known, names), ...changes]
}
