/** Strong entity tags, in the form that Next.js gives them. */

const encoder = new TextEncoder()

/**
 * The strong ETag of an identity body, quotes included: 64-bit FNV-1a folded to 52 bits, then the length in bytes, both
 * in base 36 (B41).
 */
export function etagOf(body: Uint8Array | string): string {
  const bytes = typeof body === 'string' ? encoder.encode(body) : body
  return `"${fnv1a52(bytes).toString(36)}${bytes.byteLength.toString(36)}"`
}

/** Representations that differ in their bytes must differ in their strong tags (RFC 9110 §8.8.3). */
export const etagOfEncoding = (etag: string, encoding: string): string =>
  encoding === 'identity' ? etag : `${etag.slice(0, -1)}-${encoding}"`

/**
 * The prime is 2^40 + 0x1b3: the low half of each product is a product of low halves, and the high half gets what that carries,
 * and the low half shifted by eight. In 32-bit integers, which is four times as fast as in doubles: every version of every page is
 * hashed.
 */
function fnv1a52(bytes: Uint8Array): number {
  let high = 0xcbf29ce4 | 0
  let low = 0x84222325 | 0
  for (let index = 0; index < bytes.length; index++) {
    const mixed = low ^ bytes[index]!
    low = Math.imul(mixed, 0x1b3)
    const carry = (Math.imul(mixed >>> 16, 0x1b3) + (Math.imul(mixed & 0xffff, 0x1b3) >>> 16)) >>> 16
    high = (Math.imul(high, 0x1b3) + carry + (mixed << 8)) | 0
  }
  return ((high >>> 0) & 0xfffff) * 0x1_0000_0000 + ((low ^ (high >>> 20)) >>> 0)
}
