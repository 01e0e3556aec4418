/** The few strokes that all pictures are made of, as pieces of SVG whose colours are filled in later. */

/** The tones of a palette; `{main}` in a drawing becomes the colour. */
export type Tone = 'backdrop' | 'light' | 'main' | 'dark'

/** Drawings by name. */
export type Shapes = Readonly<Record<string, string>>

export const path = (d: string, tone: Tone): string => `<path d="${d}" fill="{${tone}}"/>`

export const line = (d: string, tone: Tone, width: number): string =>
  `<path d="${d}" fill="none" stroke="{${tone}}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`

export const rect = (x: number, y: number, width: number, height: number, radius: number, tone: Tone): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="{${tone}}"/>`

export const circle = (x: number, y: number, radius: number, tone: Tone): string =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="{${tone}}"/>`

export const ellipse = (x: number, y: number, radiusX: number, radiusY: number, tone: Tone): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${radiusX}" ry="${radiusY}" fill="{${tone}}"/>`
