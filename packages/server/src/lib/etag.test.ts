/** ETags are those that Next.js would give. */
import { describe, expect, it } from 'vitest'
import { etagOf, etagOfEncoding } from './etag.ts'

/** The definition, in arithmetic of any size. */
function slowEtagOf(bytes: Uint8Array): string {
  let hash = 0xcbf29ce484222325n
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn
  const folded = (hash ^ (hash >> 52n)) & 0xfffffffffffffn
  return `"${folded.toString(36)}${bytes.byteLength.toString(36)}"`
}

describe('etagOf', () => {
  it('gives the tag of "hello" (B41)', () => {
    expect(etagOf('hello')).toBe('"2caikvdqo85"')
    expect(etagOf(new TextEncoder().encode('hello'))).toBe('"2caikvdqo85"')
  })

  it('agrees with the definition on bodies of every kind', () => {
    const everyByte = Uint8Array.from({ length: 5000 }, (_, index) => (index * 131) % 256)
    const texts = ['', 'a', '<html>商業日語</html>', '\0\0\0'].map((text) => new TextEncoder().encode(text))
    for (const bytes of [everyByte, ...texts]) expect(etagOf(bytes)).toBe(slowEtagOf(bytes))
  })

  it('differs per encoding', () => {
    expect(etagOfEncoding('"abc"', 'identity')).toBe('"abc"')
    expect(etagOfEncoding('"abc"', 'br')).toBe('"abc-br"')
  })
})
