import { describe, expect, it } from 'vitest'
import { words } from '../data/catalogue/index.ts'
import { extents } from './extents.ts'
import { palettes } from './palettes.ts'
import { paintPicture, shapes, variantCount } from './picture.ts'
import { shapeOfNoun } from './shapes-of-nouns.ts'

describe('paintPicture', () => {
  it('paints every shape in every colour with nothing left to fill in', () => {
    for (const shape of Object.keys(shapes)) {
      for (const { slug, dark } of palettes) {
        const picture = paintPicture(`${shape}.${slug}.${variantCount - 1}.svg`)
        expect(picture).toContain(dark)
        expect(picture).not.toMatch(/[{}]|undefined|NaN/)
        expect(picture!.length).toBeLessThan(6000)
      }
    }
  })

  it.each([
    '',
    'pan',
    'pan.sage.0',
    'pan.sage.0.png',
    'pan.sage.9.svg',
    'pan.nocolour.0.svg',
    'toString.sage.0.svg',
    '../x.sage.0.svg',
  ])('knows no picture called %j', (name) => expect(paintPicture(name)).toBeUndefined())

  it('knows how far every shape reaches', () => {
    expect(Object.keys(extents).sort()).toEqual(Object.keys(shapes).sort())
  })
})

describe('shapeOfNoun', () => {
  it('finds a shape for every noun of the catalogue, and uses every shape', () => {
    const used = new Set(Object.values(words).flatMap(({ nouns }) => nouns.map(shapeOfNoun)))
    expect([...used].sort()).toEqual(Object.keys(shapes).sort())
  })

  it('tells things with similar names apart', () => {
    expect(shapeOfNoun('Pencil Set')).toBe('pencils')
    expect(shapeOfNoun('Boot Socks')).toBe('socks')
    expect(shapeOfNoun('Sleeping Bag')).toBe('sleepingbag')
    expect(shapeOfNoun('Desk Lamp')).toBe('lamp')
  })
})
