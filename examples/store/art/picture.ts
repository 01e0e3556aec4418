/** Paints a product's picture: a shape in the colours of a palette, as an SVG document. */
import { extents } from './extents.ts'
import { paletteBySlug } from './palettes.ts'
import { indoors } from './shapes-indoors.ts'
import { outdoors } from './shapes-outdoors.ts'
import { study } from './shapes-study.ts'
import type { Shapes, Tone } from './strokes.ts'

export const shapes: Shapes = { ...indoors, ...outdoors, ...study }

/** How many backdrops there are. */
export const variantCount = 3

const backdrops = [
  '<circle cx="120" cy="96" r="86" fill="{light}" opacity=".28"/>',
  '<path d="M0 124Q60 92 110 118T200 98V200H0z" fill="{light}" opacity=".32"/>',
  '<path d="M26 200V96a74 74 0 0 1 148 0v104z" fill="{light}" opacity=".26"/>',
]

/** Returns the SVG called `name`, e.g. `pan.sage.1.svg`, or `undefined` when there is no such picture. */
export function paintPicture(name: string): string | undefined {
  const [shape = '', colour = '', variant = '', extension] = name.split('.')
  const palette = paletteBySlug(colour)
  const backdrop = /^\d$/.test(variant) ? backdrops[Number(variant)] : undefined
  if (extension !== 'svg' || palette === undefined || backdrop === undefined || !Object.hasOwn(shapes, shape)) {
    return undefined
  }
  const drawing = `<rect width="200" height="200" fill="{backdrop}"/>${backdrop}${onTheFloor(shape)}`
  const painted = drawing.replace(/\{(\w+)\}/g, (_, tone) => palette[tone as Tone])
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">${painted}</svg>`
}

/** What hangs from a ceiling or on a wall and throws no shadow below. */
const hanging = new Set(['pendant', 'hooks', 'mirror', 'clock', 'frame'])

const scale = 0.8

/** The thing in the middle of the square, a little smaller than it, on a soft shadow. */
function onTheFloor(shape: string): string {
  const [left, top, right, bottom] = extents[shape]!
  const x = 100 - (scale * (left + right)) / 2
  const y = shape === 'pendant' ? 0 : 98 - (scale * (top + bottom)) / 2
  const thing = `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale})">${shapes[shape]}</g>`
  if (hanging.has(shape)) return thing
  const width = Math.max(30, (scale * (right - left)) / 2)
  const floor = y + scale * bottom
  return `<ellipse cx="100" cy="${floor.toFixed(1)}" rx="${width.toFixed(1)}" ry="6" fill="{dark}" opacity=".18"/>${thing}`
}
