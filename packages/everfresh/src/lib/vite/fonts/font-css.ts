/** Writes what a font of `next/font` consists of: its rules, and the names by which a page uses them. */
import { createHash } from 'node:crypto'

export interface FontFace {
  /** `url(…) format(…)`, relative to the source that asks for the font. */
  readonly src: string
  readonly weight?: string | undefined
  readonly style?: string | undefined
  /** Further declarations, such as `unicode-range`. */
  readonly declarations: readonly (readonly [property: string, value: string])[]
}

export interface FontOptions {
  readonly display?: string | undefined
  readonly fallback?: readonly string[] | undefined
  /** Name of a custom property that holds the family. */
  readonly variable?: string | undefined
}

/** What the call returns in the site's code. */
export interface UsableFont {
  readonly className: string
  readonly variable?: string
  readonly style: { readonly fontFamily: string; readonly fontWeight?: number; readonly fontStyle?: string }
}

export interface MadeFont {
  readonly font: UsableFont
  readonly css: string
}

/** @param identity Whatever makes this font another one than those that are named alike. */
export function makeFont(name: string, faces: readonly FontFace[], options: FontOptions, identity: unknown): MadeFont {
  const id = createHash('sha256')
    .update(JSON.stringify([name, options, identity]))
    .digest('hex')
    .slice(0, 6)
  const family = `__${name}_${id}`
  const { display = 'swap', fallback = [], variable } = options
  const families = [`'${family}'`, ...fallback.map(familyName)].join(', ')
  const [only, ...others] = faces
  const single = others.length === 0 ? only : undefined
  const weight = single?.weight !== undefined && /^\d+$/.test(single.weight) ? Number(single.weight) : undefined
  const style = {
    fontFamily: families,
    ...(weight === undefined ? {} : { fontWeight: weight }),
    ...(single?.style === undefined ? {} : { fontStyle: single.style }),
  }
  const className = `font_${name}_${id}`
  const rules = [
    ...faces.map((face) => rule('@font-face', faceDeclarations(family, display, face))),
    rule(`.${className}`, [
      ['font-family', families],
      ['font-weight', weight === undefined ? undefined : String(weight)],
      ['font-style', single?.style],
    ]),
    ...(variable === undefined ? [] : [rule(`.${className}_variable`, [[variable, families]])]),
  ]
  const font = { className, ...(variable === undefined ? {} : { variable: `${className}_variable` }), style }
  return { font, css: rules.join('\n') }
}

type Declarations = readonly (readonly [property: string, value: string | undefined])[]

const faceDeclarations = (family: string, display: string, face: FontFace): Declarations => [
  ['font-family', `'${family}'`],
  ['src', face.src],
  ['font-display', display],
  ['font-weight', face.weight],
  ['font-style', face.style],
  ...face.declarations,
]

const rule = (selector: string, declarations: Declarations) =>
  `${selector} { ${declarations.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value};`])).join(' ')} }`

/** Generic families and plain names stand as they are. */
const familyName = (name: string) => (/^[a-z-]+$/i.test(name) || /^['"]/.test(name) ? name : `'${name}'`)
