/** How one entry lies in a pack: its length, then its bytes (see `serve/page-pack.ts`). */

export function recordParts(record: Uint8Array): readonly [Uint8Array, Uint8Array] {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(record.byteLength)
  return [length, record]
}
