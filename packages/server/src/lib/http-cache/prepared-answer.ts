/** What an answer that is kept looks like on its way to visitors: made at its first hit, and kept as long as the entry lives. */
import type { Entry, Lookup } from '@everfresh/engine'
import { cacheStatus } from '../cache-status.ts'
import { negotiationOf } from '../encoding.ts'
import type { HeaderList } from '../exchange.ts'
import type { ReadyAnswer } from '../representation.ts'
import { combined, type Field, type Fields } from './fields.ts'
import { headOf, type StoredHead } from './stored-response.ts'

/** What the answers made of one entry have in common. */
export interface PreparedAnswer {
  readonly head: StoredHead
  /** Whether everybody who says nothing of a part or a date gets the same, but for its encoding. */
  readonly isPlain: boolean
  readonly etag: string | undefined
  readonly lastModified: string | undefined
  readonly identity: Variant
  /** What a visitor with this `Accept-Encoding` reads. */
  variant(acceptEncoding: string | undefined): Variant
  /** What a hit says of its age, and until when, epoch ms: it is told in whole seconds. */
  hits: { readonly policy: HeaderList; readonly from: number; readonly until: number }
}

export interface Variant {
  readonly bytes: Uint8Array
  readonly headers: HeaderList
  /** Those that a 304 repeats (RFC 9110 §15.4.5). */
  readonly validators: HeaderList
  /** What the last hit was answered with. */
  sent?: { readonly policy: HeaderList; readonly answers: KeptAnswers }
}

export interface KeptAnswers {
  readonly whole: ReadyAnswer
  readonly notModified: ReadyAnswer
}

const prepared = new WeakMap<Entry, PreparedAnswer>()
const choose = negotiationOf(['identity', 'gzip'])

/** What is kept of an answer beside its body, read once for each version. */
export const headOfEntry = (entry: Entry): StoredHead => preparedOf(entry).head

export function preparedOf(entry: Entry): PreparedAnswer {
  let known = prepared.get(entry)
  if (known === undefined) prepared.set(entry, (known = prepare(entry)))
  return known
}

function prepare(entry: Entry): PreparedAnswer {
  const head = headOf(entry)
  const etag = combined(head.fields, 'etag')
  const zipped = entry.bodies['body.gzip']
  const identity = variantOf(
    zipped === undefined ? head.fields : variedBy(head.fields),
    entry.bodies['body'] ?? new Uint8Array(),
  )
  const gzip = zipped && variantOf([...weakened(variedBy(head.fields)), ['Content-Encoding', 'gzip']], zipped)
  return {
    ...{ head, etag, identity },
    isPlain: head.status === 200 && head.selecting.length === 0 && head.fields.every(isOrdinary),
    // Without one its date is compared with: it was not changed after that (RFC 9111 §4.3.2).
    lastModified: combined(head.fields, 'last-modified') ?? combined(head.fields, 'date'),
    variant: (acceptEncoding) => (gzip !== undefined && choose(acceptEncoding) === 'gzip' ? gzip : identity),
    hits: { policy: [], from: 0, until: 0 },
  }
}

const token = /^[A-Za-z0-9_-]+$/
const printable = /^[ -~]*$/

/** Whether there is one way to write it and to read it. A tag with a comma may be taken for two, or for one. */
const isOrdinary = ([name, value]: Field): boolean =>
  token.test(name) && printable.test(value) && !(name.toLowerCase() === 'etag' && value.includes(','))

/** Which of several encodings is sent depends on the visitor. */
function variedBy(fields: Fields): Fields {
  const vary = combined(fields, 'vary')
  const others = fields.filter(([name]) => name.toLowerCase() !== 'vary')
  return [...others, ['Vary', vary === undefined ? 'Accept-Encoding' : `${vary}, Accept-Encoding`]]
}

/** Other bytes need another tag; the site has chosen its own, so that only its weak form is left (RFC 9110 §8.8.1). */
const weakened = (fields: Fields): Fields =>
  fields.map(([name, value]) =>
    name.toLowerCase() === 'etag' && !value.startsWith('W/') ? [name, `W/${value}`] : [name, value],
  )

const ofNotModified = new Set([
  'cache-control',
  'cdn-cache-control',
  'content-location',
  'date',
  'etag',
  'expires',
  'vary',
])

function variantOf(fields: Fields, bytes: Uint8Array): Variant {
  return {
    bytes,
    headers: fields.flat(),
    validators: fields.filter(([name]) => ofNotModified.has(name.toLowerCase())).flat(),
  }
}

/** Seconds since the answer was made, as far as is known (RFC 9111 §4.2.3). `now` is epoch ms. */
export const ageOf = ({ initialAge, receivedAt }: StoredHead, now: number): number =>
  Math.max(0, initialAge + (now - receivedAt) / 1000)

/** What caches in front are told of an answer: a new list each second at most. */
export function policyOf(entry: PreparedAnswer, lookup: Lookup, now: number): HeaderList {
  const { hits, head } = entry
  const isHit = lookup.state === 'hit' && lookup.degraded === undefined
  if (isHit && hits.from <= now && now < hits.until) return hits.policy
  const policy = ['Age', String(Math.floor(ageOf(head, now))), 'Cache-Status', cacheStatus(lookup, now)]
  if (isHit) entry.hits = { policy, from: now, until: now + 1000 }
  return policy
}

/** The answers of a variant: the same objects for every hit within a second. */
export function answersOf(variant: Variant, status: number, policy: HeaderList): KeptAnswers {
  if (variant.sent?.policy === policy) return variant.sent.answers
  // A 204 has no length, since it can have no body (RFC 9110 §8.6).
  const length = status === 204 ? [] : ['Content-Length', variant.bytes.byteLength]
  const answers = {
    whole: { status, headers: [...variant.headers, ...length, ...policy], body: variant.bytes },
    notModified: { status: 304, headers: [...variant.validators, ...policy], body: undefined },
  }
  variant.sent = { policy, answers }
  return answers
}
