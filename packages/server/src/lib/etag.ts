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

/** The prime is 2^40 + 0x1b3: multiplying two 32-bit halves by 0x1b3 stays exact in a double. */
function fnv1a52(bytes: Uint8Array): number {
  let high = 0xcbf29ce4
  let low = 0x84222325
  for (let index = 0; index < bytes.length; index++) {
    low = (low ^ bytes[index]!) >>> 0
    const product = low * 0x1b3
    const shifted = (low << 8) >>> 0
    low = product >>> 0
    high = (high * 0x1b3 + (product - low) / 0x1_0000_0000 + shifted) >>> 0
  }
  return (high & 0xfffff) * 0x1_0000_0000 + ((low ^ (high >>> 20)) >>> 0)
}
