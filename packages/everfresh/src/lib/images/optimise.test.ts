import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { optimise, type OptimiseOptions } from './optimise.ts'

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: 'tomato' } })

const made = (bytes: Uint8Array, options: Partial<OptimiseOptions> = {}) =>
  optimise(bytes, {
    name: 'test',
    width: 64,
    quality: 75,
    format: 'image/webp',
    allowSvg: false,
    signal: new AbortController().signal,
    ...options,
  })

async function described(bytes: Uint8Array) {
  const { format, width, height, orientation } = await sharp(bytes).metadata()
  return { format, width, height, orientation }
}

test.each([
  ['image/webp', 'webp'],
  ['image/avif', 'heif'],
  ['image/png', 'png'],
  ['image/jpeg', 'jpeg'],
])('makes %s of the width that is asked for', async (format, decoder) => {
  const result = await made(await picture(200, 100).jpeg().toBuffer(), { format })
  expect(result.type).toBe(format)
  expect(await described(result.bytes)).toMatchObject({ format: decoder, width: 64, height: 32 })
})

test.each([
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
  ['avif', 'image/avif'],
  ['gif', 'image/gif'],
  ['tiff', 'image/jpeg'],
] as const)('a %s without a wish stays one, or becomes what browsers show', async (format, type) => {
  const result = await made(await picture(200, 100).toFormat(format).toBuffer(), { format: undefined })
  expect(result.type).toBe(type)
  expect((await described(result.bytes)).width).toBe(64)
})

test('makes nothing larger', async () => {
  const result = await made(await picture(20, 10).png().toBuffer(), { width: 640 })
  expect(await described(result.bytes)).toMatchObject({ width: 20, height: 10 })
})

test('turns what was photographed sideways', async () => {
  const sideways = await picture(200, 100).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const result = await made(sideways)
  expect(await described(result.bytes)).toMatchObject({ width: 64, height: 128, orientation: undefined })
})

test('a lower quality is a smaller file', async () => {
  const noise = Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, index) => (index * 7919) % 256))
  const original = await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
    .png()
    .toBuffer()
  const [low, high] = [await made(original, { quality: 10 }), await made(original, { quality: 90 })]
  expect(low.bytes.byteLength).toBeLessThan(high.bytes.byteLength)
})

describe('what stays as it is', () => {
  test('what moves', async () => {
    const frames = await Promise.all(['red', 'blue'].map((background) => frame(background)))
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    expect(await made(moving)).toEqual({ bytes: moving, type: 'image/gif' })
  })

  test('icons', async () => {
    const icon = Buffer.from([0, 0, 1, 0, ...Array<number>(30).fill(0)])
    expect(await made(icon)).toEqual({ bytes: icon, type: 'image/x-icon' })
  })

  test('drawings, where they are allowed', async () => {
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>')
    expect(await made(drawing, { allowSvg: true })).toEqual({ bytes: drawing, type: 'image/svg+xml' })
    await expect(made(drawing)).rejects.toMatchObject({
      status: 400,
      answer: '"url" parameter is valid but image type is not allowed',
    })
  })
})

describe('what is refused', () => {
  const refused = { status: 400, answer: "The requested resource isn't a valid image." }

  test('what is no image', async () => {
    await expect(made(Buffer.from('<html></html>'))).rejects.toMatchObject(refused)
  })

  test('what only begins like one', async () => {
    const cut = (await picture(200, 100).png().toBuffer()).subarray(0, 40)
    await expect(made(cut)).rejects.toMatchObject(refused)
  })

  test('what claims to have more pixels than anybody can hold', async () => {
    const bomb = await picture(10, 10).png().toBuffer()
    bomb.writeUInt32BE(100_000, 16)
    bomb.writeUInt32BE(100_000, 20)
    await expect(made(bomb)).rejects.toMatchObject(refused)
  })
})

test('is not begun for somebody who has gone', async () => {
  const bytes = await picture(10, 10).png().toBuffer()
  await expect(made(bytes, { signal: AbortSignal.abort(new Error('gone')) })).rejects.toThrow('gone')
})

const frame = (background: string) =>
  sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer()
