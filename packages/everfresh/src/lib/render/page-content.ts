/** Turns what React made into the record that is kept: bodies in every encoding, ETags, and the facts the server needs. */
import { gzipSync } from 'node:zlib'
import type { Rendered } from '@everfresh/engine'
import { etagOf, type PageAttributes } from '@everfresh/server'
import type { StaticOutcome } from './render-types.ts'

/** Below this a compressed body saves less than a packet. Bytes. */
const smallestCompressed = 1024

/**
 * Level 3 makes pages 1 to 7 % larger than level 6 does, in half the time; above 6 nothing is gained but 3 %. See
 * decisions/016-compression-by-use.md for the figures. `chunkSize` is room for what most pages compress to: with the default of
 * 16 KiB a tenth of the time went into making room.
 */
const gzipOptions = { level: 3, chunkSize: 4096 }

/**
 * @param expireMs How long after generation a page may be served stale, ms.
 * @param compress Whether to keep gzip variants.
 */
export function pageContentOf(outcome: StaticOutcome, expireMs: number, compress: boolean): Rendered {
  const bodies: Record<string, Uint8Array> = {}
  const add = (name: 'html' | 'data', text: string) => {
    const bytes = encoded(text)
    bodies[name] = bytes
    if (!compress || bytes.byteLength < smallestCompressed) return
    bodies[`${name}.gzip`] = ownBuffer(gzipSync(bytes, gzipOptions))
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
  // Data have their tag from the server when somebody asks for them: for most versions of most pages nobody does.
  if (bodies['html']) attributes.htmlEtag = etagOf(bodies['html'])
  return attributes
}

const encoder = new TextEncoder()

/** Longer texts are rare, and not worth memory that stays. Characters. */
const longestShared = 2 ** 18
const room = Buffer.allocUnsafeSlow(3 * longestShared)

/** UTF-8 by way of memory that is there already: a third faster than making some that has room for anything. */
function encoded(text: string): Uint8Array {
  return text.length > longestShared ? encoder.encode(text) : new Uint8Array(room.subarray(0, room.write(text)))
}

/** A copy that shares its ArrayBuffer with nothing, so that it can move between threads and holds no more memory than it says. */
const ownBuffer = (buffer: Buffer): Uint8Array =>
  buffer.byteLength === buffer.buffer.byteLength ? new Uint8Array(buffer.buffer) : new Uint8Array(buffer)
