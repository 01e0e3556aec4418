import { gzipSync } from 'node:zlib'
import { encodeEntry } from '@everfresh/engine'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryIn, stored } from './stored-entry.ts'
import { entryOf, pageOf } from './testing/scene.ts'

const page = pageOf('/page')
const withBodies = (bodies: Record<string, Uint8Array>) => ({ ...entryOf(page, ''), bodies })

describe('a stored entry', () => {
  it('is read as it was written, whatever is compressed of it', async () => {
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ maxLength: 20 }).map((text) => new TextEncoder().encode(text.repeat(100))),
    )
    const bodies = fc.dictionary(fc.string({ maxLength: 12 }), body, { maxKeys: 4, noNullPrototype: true })
    await fc.assert(
      fc.asyncProperty(bodies, fc.constantFrom(0, 100, 1_000_000), async (each, fromBytes) => {
        const entry = withBodies(each)
        expect(await entryIn((await stored(entry, fromBytes)).bytes, page)).toEqual(entry)
      }),
    )
  })

  it('is small where that is worth it, and not compressed twice', async () => {
    const text = new TextEncoder().encode('<li>a product</li>'.repeat(5_000))
    const noise = crypto.getRandomValues(new Uint8Array(50_000))
    const bytesOf = async (body: Uint8Array) => (await stored(withBodies({ body }), 1_024)).bytes.byteLength
    expect(await bytesOf(text)).toBeLessThan(2_000)
    expect(await bytesOf(noise)).toBeGreaterThan(50_000)
    expect(await bytesOf(noise)).toBeLessThan(51_000)
    const packed = gzipSync(text)
    expect((await bytesOf(packed)) - packed.byteLength).toBeLessThan(1_000)
  })

  it('is absent where it was stored in a way that a later version knows (fault 9)', async () => {
    for (const name of ['?html', 'html', '']) {
      const bytes = encodeEntry(withBodies({ [name]: new Uint8Array([1]) }))
      expect(await entryIn(bytes, page)).toBeUndefined()
    }
    expect(await entryIn(encodeEntry(withBodies({ '~html': new Uint8Array([1, 2, 3]) })), page)).toBeUndefined()
  })

  it('is absent wherever a bit of it is wrong (fault 7)', async () => {
    const { bytes } = await stored(entryOf(page, 'a page '.repeat(500)), 1_024)
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Uint8Array.from(bytes)
      damaged[at]! ^= 1 << (at % 8)
      expect(await entryIn(damaged, page)).toBeUndefined()
      expect(await entryIn(bytes.slice(0, at), page)).toBeUndefined()
    }
  })
})
