import { expect, test } from 'vitest'
import sharp from 'sharp'
import { extensionOf, isAnimated, mediaTypeOf } from './media-type.ts'

const picture = () => sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
const typeOfText = (text: string) => mediaTypeOf(Buffer.from(text))

test.each(['jpeg', 'png', 'gif', 'webp', 'avif', 'tiff'] as const)('knows a %s by its bytes', async (format) => {
  expect(mediaTypeOf(await picture().toFormat(format).toBuffer())).toBe(`image/${format}`)
})

test('knows icons and bitmaps', () => {
  expect(mediaTypeOf(Buffer.from([0, 0, 1, 0, ...Array<number>(30).fill(0)]))).toBe('image/x-icon')
  expect(mediaTypeOf(Buffer.from(['B'.charCodeAt(0), 'M'.charCodeAt(0), ...Array<number>(30).fill(0)]))).toBe(
    'image/bmp',
  )
})

test('a drawing is one whatever stands before its first element', () => {
  expect(typeOfText('<svg xmlns="http://www.w3.org/2000/svg"/>')).toBe('image/svg+xml')
  expect(typeOfText('\ufeff<?xml version="1.0"?>\n<!-- a > b -->\n<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg>')).toBe(
    'image/svg+xml',
  )
})

test('a page that holds a drawing is no image, and neither is text, a document or nothing', () => {
  expect(typeOfText('<!DOCTYPE html><html><svg></svg></html>')).toBeUndefined()
  expect(typeOfText('<script>alert(1)</script><svg>')).toBeUndefined()
  expect(typeOfText('{"image":"<svg>"}')).toBeUndefined()
  expect(typeOfText('%PDF-1.7')).toBeUndefined()
  expect(typeOfText('')).toBeUndefined()
  expect(typeOfText('B')).toBeUndefined()
})

test('a PNG moves when it says so before its first picture', async () => {
  const still = await picture().png().toBuffer()
  const length = 8 + 25
  const control = Buffer.from([0, 0, 0, 8, ...Buffer.from('acTL'), 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0])
  const moving = Buffer.concat([still.subarray(0, length), control, still.subarray(length)])
  expect(isAnimated(still, 'image/png', 1)).toBe(false)
  expect(isAnimated(moving, 'image/png', 1)).toBe(true)
  expect(isAnimated(Buffer.concat([still, control]), 'image/png', 1)).toBe(false)
  expect(isAnimated(still.subarray(0, 20), 'image/png', 1)).toBe(false)
})

test('others move when they have several pictures', () => {
  expect(isAnimated(Buffer.alloc(0), 'image/gif', 2)).toBe(true)
  expect(isAnimated(Buffer.alloc(0), 'image/webp', 1)).toBe(false)
})

test('files are called by their type', () => {
  expect(['image/jpeg', 'image/svg+xml', 'image/x-icon', 'image/avif'].map(extensionOf)).toEqual([
    'jpg',
    'svg',
    'ico',
    'avif',
  ])
})
