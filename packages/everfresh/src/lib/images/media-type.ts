/** Tells what kind of image some bytes are, by the bytes alone: what a server calls them proves nothing. Pure. */

const ascii = (bytes: Uint8Array, start: number, end: number) => String.fromCharCode(...bytes.subarray(start, end))
const startsWith = (bytes: Uint8Array, ...signature: number[]) =>
  signature.every((value, index) => bytes[index] === value)

const heifBrands: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  avis: 'image/avif',
  heic: 'image/heic',
  heix: 'image/heic',
  mif1: 'image/heic',
}

/** The media type of the image in `bytes`, or undefined when it is none that browsers show. */
export function mediaTypeOf(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (startsWith(bytes, 0x47, 0x49, 0x46, 0x38)) return 'image/gif'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp'
  if (ascii(bytes, 4, 8) === 'ftyp') return heifBrands[ascii(bytes, 8, 12)]
  if (startsWith(bytes, 0x49, 0x49, 0x2a, 0x00) || startsWith(bytes, 0x4d, 0x4d, 0x00, 0x2a)) return 'image/tiff'
  if (startsWith(bytes, 0x00, 0x00, 0x01, 0x00) && bytes.length > 22) return 'image/x-icon'
  if (startsWith(bytes, 0x42, 0x4d) && bytes.length > 26) return 'image/bmp'
  return isSvg(bytes) ? 'image/svg+xml' : undefined
}

/** How much of a text may stand before its first element. Bytes. */
const longestProlog = 4096

/** Its first element is what makes it one: an HTML page may hold drawings, too. */
function isSvg(bytes: Uint8Array): boolean {
  let text = ascii(bytes, 0, longestProlog).replace(/^\xef\xbb\xbf/, '')
  for (;;) {
    const rest = text.trimStart().replace(/^(?:<\?[^>]*>|<!--[^]*?-->|<!DOCTYPE\s+svg[^>[]*(?:\[[^\]]*\])?[^>]*>)/i, '')
    if (rest.length === text.length) return /^<svg[\s>]/.test(text)
    text = rest
  }
}

/** Whether the image moves: made smaller it would stand still. `pages` is how many the decoder found. */
export function isAnimated(bytes: Uint8Array, type: string, pages: number): boolean {
  return type === 'image/png' ? hasChunkBeforeData(bytes, 'acTL') : pages > 1
}

/** A PNG that moves says so before its first picture. */
function hasChunkBeforeData(bytes: Uint8Array, wanted: string): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 8; at + 8 <= bytes.length; at += 12 + view.getUint32(at)) {
    const name = ascii(bytes, at + 4, at + 8)
    if (name === wanted) return true
    if (name === 'IDAT') return false
  }
  return false
}

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'image/x-icon': 'ico',
}

/** How files of a type are called, e.g. `webp`. */
export const extensionOf = (type: string): string => extensions[type] ?? type.slice('image/'.length)
