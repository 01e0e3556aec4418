/** An answer as the engine keeps it, and back. */
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Content, Entry } from '@everfresh/engine'
import { combined, listed, without, type Field, type Fields } from './fields.ts'

/** What is kept of an answer beside its body. */
export interface StoredHead {
  readonly status: number
  readonly fields: Fields
  /** Names of the request's fields that it depends on, and what they were (see variants.ts). */
  readonly selecting: readonly string[]
  readonly selection: string
  /** How old it was when it arrived, seconds. */
  readonly initialAge: number
  /** When it arrived, epoch ms. */
  readonly receivedAt: number
  /** Until when it may be shown because asking anew fails, epoch ms; `null` for as long as it is there. */
  readonly staleIfErrorUntil: number | null
}

/** Fields of a connection, not of an answer (RFC 9110 §7.6.1), and those that are made anew for each visitor. */
const notKept: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'age',
  'cache-status',
  'content-length',
])

/**
 * Fields as they are kept: without those that belong to a connection, named by `Connection` included (RFC 9111 §3.1), one line
 * for each name, and with the date that the message would have got (RFC 9110 §6.6.1).
 *
 * @param now Epoch ms.
 */
export function keptFields(fields: Fields, now: number): Fields {
  const connection = listed(combined(fields, 'connection') ?? '')
  const kept = without(fields, connection.length === 0 ? notKept : new Set([...notKept, ...connection]))
  const names = new Map(kept.map(([name]) => [name.toLowerCase(), name]))
  const lines = [...names].map(([key, name]): Field => [name, combined(kept, key)!])
  return names.has('date') ? lines : [...lines, ['Date', new Date(now).toUTCString()]]
}

const smallestCompressed = 1024
/** Types whose bytes are text: others are compressed already. */
const compressible =
  /^(?:text\/|application\/(?:json|javascript|xml|xhtml\+xml|.+\+(?:json|xml)|wasm)|image\/svg\+xml)/i
const compressed = promisify(gzip)

/** @param body The whole body, as it was written. */
export async function contentOf(head: StoredHead, body: Uint8Array): Promise<Content> {
  const bodies: Record<string, Uint8Array> = { body }
  const isText = compressible.test(combined(head.fields, 'content-type') ?? '')
  const isPlain = combined(head.fields, 'content-encoding') === undefined && !noTransform(head.fields)
  if (isText && isPlain && body.byteLength >= smallestCompressed) bodies['body.gzip'] = await compressed(body)
  return { bodies, attributes: { head: JSON.stringify(head) } }
}

const noTransform = (fields: Fields): boolean =>
  listed(combined(fields, 'cache-control') ?? '').includes('no-transform')

export const headOf = ({ attributes }: Pick<Entry, 'attributes'>): StoredHead =>
  JSON.parse(String(attributes['head'])) as StoredHead
