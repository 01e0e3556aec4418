/** Turns what React made into the record that is kept: bodies in every encoding, ETags, and the facts the server needs. */
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Rendered } from '@everfresh/engine'
import { etagOf, type PageAttributes } from '@everfresh/server'
import type { StaticOutcome } from './render-types.ts'

/** Below this a compressed body saves less than a packet. Bytes. */
const smallestCompressed = 1024

/** brotli 5 is within 3 % of gzip 9's size times 0.9 and costs a third of brotli 9: the last level that is worth it per render. */
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

/**
 * @param expireMs How long after generation a page may be served stale, ms.
 * @param compress Whether to keep gzip and brotli variants.
 */
export function pageContentOf(outcome: StaticOutcome, expireMs: number, compress: boolean): Rendered {
  const bodies: Record<string, Uint8Array> = {}
  const add = (name: 'html' | 'data', text: string) => {
    const bytes = new TextEncoder().encode(text)
    bodies[name] = bytes
    if (!compress || bytes.byteLength < smallestCompressed) return
    bodies[`${name}.gzip`] = ownBuffer(gzipSync(bytes))
    bodies[`${name}.br`] = ownBuffer(brotliCompressSync(bytes, brotliOptions))
  }
  if (outcome.kind === 'page') {
    add('html', outcome.html)
    if (outcome.data !== undefined) add('data', outcome.data)
  } else if (outcome.kind === 'redirect') {
    add('html', outcome.location)
    add('data', outcome.data)
  }
  const { revalidate } = outcome
  return {
    bodies,
    attributes: attributesOf(outcome, bodies),
    tags: outcome.tags,
    revalidateMs: typeof revalidate === 'number' ? revalidate * 1000 : false,
    expireMs: typeof revalidate === 'number' ? Math.max(expireMs, revalidate * 1000) : false,
  }
}

function attributesOf(outcome: StaticOutcome, bodies: Record<string, Uint8Array>): Record<string, string | number> {
  const attributes: { -readonly [Name in keyof PageAttributes]: PageAttributes[Name] } = {
    kind: outcome.kind,
    status: outcome.kind === 'not-found' ? 404 : outcome.status,
  }
  if (outcome.revalidate !== undefined)
    attributes.revalidateSeconds = outcome.revalidate === false ? -1 : outcome.revalidate
  if (outcome.kind === 'redirect') attributes.location = outcome.location
  if (bodies['html']) attributes.htmlEtag = etagOf(bodies['html'])
  if (bodies['data']) attributes.dataEtag = etagOf(bodies['data'])
  return attributes
}

/** A copy that shares its ArrayBuffer with nothing, so that it can move between threads and holds no more memory than it says. */
const ownBuffer = (buffer: Buffer): Uint8Array =>
  buffer.byteLength === buffer.buffer.byteLength ? new Uint8Array(buffer.buffer) : new Uint8Array(buffer)
