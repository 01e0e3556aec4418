import { randomBytes } from 'node:crypto'
import { brotliDecompressSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { BrotliOnUse, type BrotliUse } from './brotli-on-use.ts'

const text = (name: string): Buffer => Buffer.from(`<p>${name}</p>`.repeat(500))
const unused = (): BrotliUse => ({ bytes: undefined, wanted: 0 })

async function made(brotli: BrotliOnUse, use: BrotliUse, body: Buffer): Promise<Uint8Array> {
  await vi.waitFor(() => {
    if (use.bytes === undefined) brotli.note(use, body, body.byteLength)
    expect(use.bytes).toBeDefined()
  })
  return use.bytes!
}

describe('brotli for what is asked for often', () => {
  it('is made when it was wanted so often, and not before', async () => {
    const brotli = new BrotliOnUse({ maxBytes: 1_000_000, worthAfter: 3 })
    const [use, other] = [unused(), unused()]
    brotli.note(use, text('page'), 10_000)
    brotli.note(use, text('page'), 10_000)
    // One at a time: by then the first would have been made.
    await made(brotli, other, text('other'))
    expect(use.bytes).toBeUndefined()
    await made(brotli, use, text('page'))
    expect(brotliDecompressSync(use.bytes!)).toEqual(text('page'))
  })

  it('gives way to newer ones where there is no more room', async () => {
    const one = await made(new BrotliOnUse({ maxBytes: 1_000_000, worthAfter: 1 }), unused(), text('page 1'))
    const brotli = new BrotliOnUse({ maxBytes: one.byteLength * 2 + 4, worthAfter: 1 })
    const uses = [unused(), unused(), unused()]
    for (const [index, use] of uses.entries()) await made(brotli, use, text(`page ${index}`))
    expect(uses.map(({ bytes }) => bytes !== undefined)).toEqual([false, true, true])
    await made(brotli, uses[0]!, text('page 0'))
    expect(uses.map(({ bytes }) => bytes !== undefined)).toEqual([true, false, true])
  })

  it('is not kept where it is no smaller than what there is', async () => {
    const brotli = new BrotliOnUse({ maxBytes: 1_000_000, worthAfter: 1 })
    const use = unused()
    brotli.note(use, randomBytes(5_000), 5_000)
    await vi.waitFor(() => expect(use.wanted).toBe(-Infinity))
    brotli.note(use, randomBytes(5_000), 5_000)
    expect(use.bytes).toBeUndefined()
  })
})
