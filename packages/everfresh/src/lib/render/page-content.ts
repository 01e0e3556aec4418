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
  const parts: Record<string, Uint8Array> = {}
  let used = 0
  const add = (name: 'html' | 'data', ...pieces: readonly string[]) => {
    const bytes = encoded(pieces, used)
    if (bytes.buffer === room.buffer) used += bytes.byteLength
    parts[name] = bytes
    if (!compress || bytes.byteLength < smallestCompressed) return
    parts[`${name}.gzip`] = gzipSync(bytes, gzipOptions)
  }
  if (outcome.kind === 'page') {
    add('html', ...(outcome.htmlPieces ?? [outcome.html]))
    if (outcome.data !== undefined) add('data', outcome.data)
  } else if (outcome.kind === 'redirect') {
    add('html', outcome.location)
    add('data', outcome.data)
  }
  const bodies = inOneBlock(parts)
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

/** Where texts become bytes on their way into a block, which is a third faster than making room for each. */
const room = Buffer.allocUnsafeSlow(2 ** 20)

/** UTF-8, in `room` from `offset` on where there is enough of it. Valid until the next page. */
function encoded(pieces: readonly string[], offset: number): Buffer {
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  if (3 * length > room.byteLength - offset) return Buffer.from(pieces.join(''))
  let end = offset
  for (const piece of pieces) end += room.write(piece, end)
  return room.subarray(offset, end)
}

/** Copies into one ArrayBuffer that nothing else is in: it moves between threads at once, and holds no more memory than it says. */
function inOneBlock(parts: Readonly<Record<string, Uint8Array>>): Record<string, Uint8Array> {
  const block = new ArrayBuffer(Object.values(parts).reduce((sum, { byteLength }) => sum + byteLength, 0))
  let offset = 0
  const entries = Object.entries(parts).map(([name, part]) => {
    const body = new Uint8Array(block, offset, part.byteLength)
    body.set(part)
    offset += part.byteLength
    return [name, body] as const
  })
  return Object.fromEntries(entries)
}
