/**
 * One record as bytes: a JSON document and any number of binary bodies, under one checksum.
 *
 * | offset | bytes | |
 * | --- | --- | --- |
 * | 0 | 16 | checksum of all that follows |
 * | 16 | 4 | format |
 * | 20 | 4 | length of the record |
 * | 24 | 4 | length of the document |
 * | 28 | 4 | number of bodies |
 * | 32 | 4 each | lengths of the bodies |
 * | | | document, bodies, zeros up to a multiple of 16 |
 *
 * Numbers are in the byte order of the machine, which is little-endian wherever Node runs today.
 */
import { checksumOf } from './checksum.ts'

/** "EFR" and the version of the layout. What has another is not read. */
const format = 0x01524645
const checksumBytes = 16
const headerBytes = 32

const encoder = new TextEncoder()
const decoder = new TextDecoder()

export interface StoredRecord {
  readonly document: unknown
  /** Views of the bytes that were decoded, not copies; plain arrays, also of a Buffer. */
  readonly bodies: readonly Uint8Array[]
}

/** Returns `document` (JSON-serialisable) and `bodies` as one block of bytes. */
export function encodeRecord(document: unknown, bodies: readonly Uint8Array[] = []): Uint8Array {
  const json = encoder.encode(JSON.stringify(document))
  const content = bodies.reduce((sum, body) => sum + body.byteLength, headerBytes + 4 * bodies.length + json.byteLength)
  const bytes = new Uint8Array(Math.ceil(content / 16) * 16)
  const words = new Uint32Array(bytes.buffer)
  words.set([format, bytes.byteLength, json.byteLength, bodies.length, ...bodies.map((body) => body.byteLength)], 4)
  let offset = headerBytes + 4 * bodies.length
  for (const part of [json, ...bodies]) {
    bytes.set(part, offset)
    offset += part.byteLength
  }
  words.set(checksumOf(words, checksumBytes / 4), 0)
  return bytes
}

/** Returns what `encodeRecord` was given, or `undefined` for anything else: damaged, cut off, of another format. */
export function decodeRecord(bytes: Uint8Array): StoredRecord | undefined {
  const { byteLength } = bytes
  if (byteLength < headerBytes || byteLength % 16 !== 0) return undefined
  // A view of words must begin at a multiple of four; what does not is copied once.
  const { buffer, byteOffset } = bytes.byteOffset % 4 === 0 ? bytes : Uint8Array.from(bytes)
  const words = new Uint32Array(buffer, byteOffset, byteLength / 4)
  return words[4] === format && words[5] === byteLength && isIntact(words) ? partsOf(words) : undefined
}

function isIntact(words: Uint32Array): boolean {
  const [a, b, c, d] = checksumOf(words, checksumBytes / 4)
  return a === words[0] && b === words[1] && c === words[2] && d === words[3]
}

/** Each view takes as long to make as a hundred bytes to check: there are no more of them than parts. */
function partsOf(words: Uint32Array): StoredRecord | undefined {
  const { buffer, byteLength } = words
  const count = words[7]!
  const start = headerBytes + 4 * count
  let offset = start + words[6]!
  const bodies: Uint8Array[] = []
  for (let i = 0; i < count && offset <= byteLength; i++) {
    const length = words[headerBytes / 4 + i]!
    if (offset + length <= byteLength) bodies.push(new Uint8Array(buffer, words.byteOffset + offset, length))
    offset += length
  }
  // The checksum was right, so only a record that nobody encoded can fail here.
  if (offset > byteLength) return undefined
  try {
    const json = new Uint8Array(buffer, words.byteOffset + start, words[6])
    return { document: JSON.parse(decoder.decode(json)), bodies }
  } catch {
    return undefined
  }
}
