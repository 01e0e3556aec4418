/** The bodies of a page as they go over the wire, with the headers that describe them: prepared once per version. */
import type { BrotliOnUse, BrotliUse } from './brotli-on-use.ts'
import { isNamed } from './conditional.ts'
import { type Encoding, negotiationOf } from './encoding.ts'
import { etagOf, etagOfEncoding } from './etag.ts'
import type { HeaderList } from './exchange.ts'
import type { PageVersion } from './prepared-page.ts'
import type { AnswerSettings } from './settings.ts'
import type { BodyName, PageAttributes } from './site.ts'

/** An answer as it is sent. */
export interface ReadyAnswer {
  readonly status: number
  readonly headers: HeaderList
  /** Undefined where there is none, which is another thing than an empty one. */
  readonly body: Uint8Array | undefined
}

/** An answer whose body may be overwritten by the next one: it is copied before anything else is asked for. */
export interface PassingAnswer extends ReadyAnswer {
  readonly isPassing: true
}

/** Exactly what one client gets of one body. */
export interface Representation {
  readonly bytes: Uint8Array
  /** Strong, one per encoding; undefined where ETags are switched off. */
  readonly etag: string | undefined
  /**
   * Its answers with what caches are told of the page, a list that the next request usually brings again: then they are the
   * same objects.
   */
  answers(policy: HeaderList): Answers
}

export interface Answers {
  readonly whole: ReadyAnswer
  /** Repeats the validators only (RFC 9110 §15.4.5). */
  readonly notModified: ReadyAnswer
  /** What a request with this `If-None-Match` gets. */
  to(ifNoneMatch: string | undefined): ReadyAnswer
}

export type Negotiated = (acceptEncoding: string | undefined) => Representation

const contentTypes: Readonly<Record<BodyName, string>> = {
  html: 'text/html; charset=utf-8',
  data: 'application/json; charset=utf-8',
}

/** Prepares the representations of a body; undefined where the version has no such body. */
export function prepareBody(version: PageVersion, body: BodyName, settings: AnswerSettings): Negotiated | undefined {
  const identity = version.bodies[body]
  if (identity === undefined) return undefined
  const { available, gzip, br } = encodingsOf(version, body)
  const etag = settings.generateEtags ? identityEtag(version, body, identity) : undefined
  const describe = (bytes: Uint8Array, encoding: Encoding): Representation => {
    const own = etag === undefined ? undefined : etagOfEncoding(etag, encoding)
    const { content, validators } = fieldsOf(bytes, encoding, own, body, available.length > 1, settings)
    return representationOf(bytes, own, content, validators)
  }
  const choose = negotiationOf(available)
  const bytesOf: Record<Encoding, Uint8Array | undefined> = { identity, gzip, br }
  const all: Partial<Record<Encoding, Representation>> = {}
  // Those that somebody asks for: many a page has one visitor before it makes room for others.
  const negotiated: Negotiated = (acceptEncoding) => {
    const encoding = choose(acceptEncoding)
    return (all[encoding] ??= describe(bytesOf[encoding]!, encoding))
  }
  if (gzip === undefined || br !== undefined || !settings.brotli.makesAny) return negotiated
  const brotli = brotliOf(settings.brotli, identity, gzip.byteLength, (bytes) => describe(bytes, 'br'))
  const chooseAny = negotiationOf([...available, 'br'])
  return (acceptEncoding) => (chooseAny(acceptEncoding) === 'br' ? brotli() : undefined) ?? negotiated(acceptEncoding)
}

/**
 * The answer of a version that is seen in passing: what the representation of `prepareBody` would answer, and nothing that is kept.
 * Brotli is not made of it. Undefined where the version has no such body.
 */
export function passingAnswer(
  version: PageVersion,
  body: BodyName,
  policy: HeaderList,
  acceptEncoding: string | undefined,
  ifNoneMatch: string | undefined,
  settings: AnswerSettings,
): PassingAnswer | undefined {
  const identity = version.bodies[body]
  if (identity === undefined) return undefined
  const { available, gzip, br } = encodingsOf(version, body)
  const encoding = negotiationOf(available)(acceptEncoding)
  const bytes = (encoding === 'gzip' ? gzip : encoding === 'br' ? br : identity)!
  const etag = settings.generateEtags ? etagOfEncoding(identityEtag(version, body, identity), encoding) : undefined
  const { content, validators } = fieldsOf(bytes, encoding, etag, body, available.length > 1, settings)
  return ifNoneMatch !== undefined && isNamed(ifNoneMatch, etag)
    ? { status: 304, headers: [...policy, ...validators], body: undefined, isPassing: true }
    : { status: 200, headers: [...content, ...validators, ...policy], body: bytes, isPassing: true }
}

/** In one order: the negotiation for them is found by their names. */
function encodingsOf({ bodies }: PageVersion, body: BodyName) {
  const gzip = bodies[`${body}.gzip`]
  const br = bodies[`${body}.br`]
  const available: Encoding[] = ['identity']
  if (gzip !== undefined) available.push('gzip')
  if (br !== undefined) available.push('br')
  return { available, gzip, br }
}

/** What describes one encoding of a body, and what names it. */
function fieldsOf(
  bytes: Uint8Array,
  encoding: Encoding,
  etag: string | undefined,
  body: BodyName,
  isNegotiated: boolean,
  settings: AnswerSettings,
) {
  const validators: string[] = []
  if (etag !== undefined) validators.push('ETag', etag)
  if (isNegotiated) validators.push('Vary', 'Accept-Encoding')
  const content = ['Content-Type', contentTypes[body], 'Content-Length', String(bytes.byteLength)]
  if (encoding !== 'identity') content.push('Content-Encoding', encoding)
  if (body === 'html' && settings.poweredBy !== false) content.push('X-Powered-By', settings.poweredBy)
  return { content, validators }
}

/** The body as brotli where there is one by now. Each call without one is a reason to make it. */
function brotliOf(
  made: BrotliOnUse,
  identity: Uint8Array,
  atMost: number,
  describe: (bytes: Uint8Array) => Representation,
): () => Representation | undefined {
  const use: BrotliUse = { bytes: undefined, wanted: 0 }
  let known: Representation | undefined
  return () => {
    const { bytes } = use
    if (bytes === undefined) {
      known = undefined
      made.note(use, identity, atMost)
    } else if (known?.bytes !== bytes) known = describe(bytes)
    return known
  }
}

function representationOf(
  bytes: Uint8Array,
  etag: string | undefined,
  content: readonly string[],
  validators: readonly string[],
): Representation {
  let told: HeaderList | undefined
  let answers: Answers | undefined
  return {
    ...{ bytes, etag },
    answers(policy) {
      if (answers !== undefined && policy === told) return answers
      const whole = { status: 200, headers: [...content, ...validators, ...policy], body: bytes } as const
      const notModified = { status: 304, headers: [...policy, ...validators], body: undefined } as const
      told = policy
      return (answers = {
        ...{ whole, notModified },
        to: (ifNoneMatch) => (ifNoneMatch !== undefined && isNamed(ifNoneMatch, etag) ? notModified : whole),
      })
    },
  }
}

function identityEtag(version: PageVersion, body: BodyName, bytes: Uint8Array): string {
  const { htmlEtag, dataEtag } = version.attributes as PageAttributes
  return (body === 'html' ? htmlEtag : dataEtag) ?? etagOf(bytes)
}
