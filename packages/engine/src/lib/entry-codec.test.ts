import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeEntry, decodeSummary, encodeEntry, encodeSummary } from './entry-codec.ts'
import type { Entry } from './entry.ts'
import { decodeRecord, encodeRecord } from './record-codec.ts'

const time = fc.oneof(fc.integer({ min: 0, max: 2 ** 50 }), fc.constant(Infinity))
const text = fc.string({ unit: 'binary', maxLength: 40 })
const key = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', 'html', 'html.gzip', ''))

const entries: fc.Arbitrary<Entry> = fc.record({
  namespace: text,
  path: text,
  bodies: fc.dictionary(key, fc.uint8Array({ maxLength: 200 }), { maxKeys: 5, noNullPrototype: true }),
  attributes: fc.dictionary(key, fc.oneof(text, fc.integer(), fc.boolean()), { maxKeys: 4, noNullPrototype: true }),
  version: fc.nat(),
  asOf: fc.maxSafeNat(),
  tags: fc.array(text, { maxLength: 5 }),
  deployment: text,
  reason: fc.constantFrom('build', 'miss', 'stale', 'on-demand', 'warm'),
  generatedAt: fc.maxSafeNat(),
  renderMs: fc.nat(),
  staleAt: time,
  expiresAt: time,
})

const sample: Entry = {
  namespace: 'code-1',
  path: '/products/1',
  bodies: { html: new TextEncoder().encode('<h1>One</h1>'), empty: new Uint8Array(), data: Uint8Array.of(0, 255, 128) },
  attributes: { status: 200 },
  version: 7,
  asOf: 5,
  tags: ['product:1'],
  deployment: 'd1',
  reason: 'miss',
  generatedAt: 1000,
  renderMs: 12,
  staleAt: Infinity,
  expiresAt: Infinity,
}

describe('encodeEntry and decodeEntry', () => {
  it('give back the entry, whatever its names, times and bytes', () => {
    fc.assert(fc.property(entries, (entry) => void expect(decodeEntry(encodeEntry(entry))).toEqual(entry)))
  })

  it('keep a body called __proto__ a body', () => {
    const bodies = Object.fromEntries([['__proto__', Uint8Array.of(1, 2)]])
    const decoded = decodeEntry(encodeEntry({ ...sample, bodies }))!
    expect(Object.keys(decoded.bodies)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(decoded.bodies)).toBe(Object.prototype)
  })

  it('keep "never" in staleAt and expiresAt', () => {
    expect(decodeEntry(encodeEntry(sample))).toMatchObject({ staleAt: Infinity, expiresAt: Infinity })
  })

  it('give views of the bytes, not copies of the bodies', () => {
    const bytes = encodeEntry(sample)
    expect(decodeEntry(bytes)!.bodies['html']!.buffer).toBe(bytes.buffer)
  })

  it('read bytes that begin anywhere in a larger buffer', () => {
    const encoded = encodeEntry(sample)
    for (let offset = 0; offset < 5; offset++) {
      const larger = new Uint8Array(encoded.length + 8).fill(0xaa)
      larger.set(encoded, offset)
      expect(decodeEntry(larger.subarray(offset, offset + encoded.length))).toEqual(sample)
    }
  })

  it('find every flipped bit of a record (B136)', () => {
    const bytes = encodeEntry(sample)
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit >> 3]! ^= 1 << (bit & 7)
      expect(decodeEntry(bytes), `bit ${bit}`).toBeUndefined()
      bytes[bit >> 3]! ^= 1 << (bit & 7)
    }
    expect(decodeEntry(bytes)).toEqual(sample)
  })

  it('find every changed byte, wherever and to whatever', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.integer({ min: 1, max: 255 }), (entry, at, change) => {
        const bytes = encodeEntry(entry)
        bytes[at % bytes.length]! ^= change
        expect(decodeEntry(bytes)).toBeUndefined()
      }),
    )
  })

  it('find two equal changes in different places', () => {
    fc.assert(
      fc.property(entries, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), (entry, first, second, change) => {
        const bytes = encodeEntry(entry)
        fc.pre(first % bytes.length !== second % bytes.length)
        bytes[first % bytes.length]! ^= change
        bytes[second % bytes.length]! ^= change
        expect(decodeEntry(bytes)).toBeUndefined()
      }),
    )
  })

  it('answer undefined for a record that was cut off at any length', () => {
    const bytes = encodeEntry(sample)
    for (let length = 0; length < bytes.length; length++) expect(decodeEntry(bytes.subarray(0, length))).toBeUndefined()
  })

  it('answer undefined for a record with something behind it', () => {
    const bytes = encodeEntry(sample)
    const longer = new Uint8Array(bytes.length + 16)
    longer.set(bytes)
    expect(decodeEntry(longer)).toBeUndefined()
  })

  it('answer undefined for garbage, and never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => void expect(decodeEntry(bytes)).toBeUndefined()),
    )
  })

  it('answer undefined for a whole record that is no entry', () => {
    for (const document of [null, 1, 'text', [], {}, { path: '/a' }, { ...sample, bodyNames: ['missing'] }]) {
      expect(decodeEntry(encodeRecord(document))).toBeUndefined()
    }
  })
})

describe('encodeSummary and decodeSummary', () => {
  it('give back the summary of an entry', () => {
    fc.assert(
      fc.property(entries, fc.nat(), ({ bodies: _bodies, ...entry }, bytes) => {
        expect(decodeSummary(encodeSummary({ ...entry, bytes }))).toEqual({ ...entry, bytes })
      }),
    )
  })

  it('answer undefined for garbage and for records of another kind', () => {
    expect(decodeSummary(Uint8Array.of(1, 2, 3))).toBeUndefined()
    for (const document of [null, 1, [], { path: '/a' }]) expect(decodeSummary(encodeRecord(document))).toBeUndefined()
  })
})

describe('decodeRecord', () => {
  it('answers undefined for a format that this version does not know', () => {
    const bytes = encodeRecord({ a: 1 })
    expect(decodeRecord(bytes)).toBeDefined()
    bytes[19] = 2
    expect(decodeRecord(bytes)).toBeUndefined()
  })
})
