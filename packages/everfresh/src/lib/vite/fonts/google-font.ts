/** Makes a font of `next/font/google`: its files are fetched while the site is built, and served by the site itself. */
import { z } from 'zod'
import type { FontCall } from './font-calls.ts'
import { makeFont, type FontFace, type MadeFont } from './font-css.ts'
import type { FontFiles } from './font-files.ts'
import { checked, commonOptions } from './local-font.ts'

const list = z
  .union([z.string(), z.number(), z.array(z.union([z.string(), z.number()])).min(1)])
  .transform((value) => [value].flat().map(String))

const optionsSchema = z.object({
  weight: list.optional(),
  style: list.optional(),
  ...commonOptions,
})

/**
 * Where its files cannot be had, the font is there all the same and shows its fallback; `warn` is told.
 *
 * @throws EverfreshError INVALID_FONT with all that is wrong with the options.
 */
export async function googleFont(
  call: FontCall,
  file: string,
  files: FontFiles,
  warn: (message: string) => void,
): Promise<MadeFont> {
  const { weight, style = ['normal'], ...options } = checked(optionsSchema, call, file)
  const family = call.imported.replaceAll('_', ' ')
  const make = (faces: readonly FontFace[]) => makeFont(call.name, faces, options, [family, weight, style])
  // Without weights, the font is wanted with all of them in one file, as far as it has such a file.
  const isVariable = weight === undefined || weight.includes('variable')
  const wanted = isVariable ? [familyQuery(family, ['100..900'], style), familyQuery(family, [], style)] : []
  const queries = [...wanted, ...(isVariable ? [] : [familyQuery(family, weight, style)])]
  try {
    const css = await files.stylesheet(queries.map((query) => `${query}&display=${options.display ?? 'swap'}`))
    return make(await Promise.all(facesOf(css).map((face) => withOwnFile(face, file, files))))
  } catch (error) {
    warn(
      `The font "${family}" (${file}) could not be fetched: ${(error as Error).message}. Its fallback is shown. Build where ` +
        `${files.origin} can be reached, or put the files into the site and use next/font/local.`,
    )
    return make([])
  }
}

/** As the service wants it: `family=Inter:ital,wght@0,400;1,400`, values in order. */
function familyQuery(family: string, weights: readonly string[], styles: readonly string[]): string {
  const isItalic = styles.includes('italic')
  const slants = [...(styles.includes('normal') || !isItalic ? ['0'] : []), ...(isItalic ? ['1'] : [])]
  const inOrder = weights.toSorted((a, b) => parseInt(a, 10) - parseInt(b, 10))
  const axes = [...(isItalic ? ['ital'] : []), ...(inOrder.length > 0 ? ['wght'] : [])]
  const tuples = slants.flatMap((slant) =>
    (inOrder.length > 0 ? inOrder : ['']).map((each) => [...(isItalic ? [slant] : []), each].filter(Boolean).join(',')),
  )
  const values = axes.length === 0 ? '' : `:${axes.join(',')}@${tuples.join(';')}`
  return `family=${encodeURIComponent(family).replaceAll('%20', '+')}${values}`
}

interface RemoteFace extends Omit<FontFace, 'src'> {
  readonly url: string
  readonly format: string
}

/** The faces of a stylesheet that the service sent. */
function facesOf(css: string): RemoteFace[] {
  return [...css.matchAll(/@font-face\s*\{([^}]*)\}/g)].flatMap(([, body = '']) => {
    const declarations = new Map(
      body.split(';').flatMap((line) => {
        const [name = '', ...value] = line.split(':')
        return value.length === 0 ? [] : [[name.trim(), value.join(':').trim()] as const]
      }),
    )
    const [, url, format = ''] =
      /url\(["']?([^"')]+)["']?\)(\s*format\([^)]*\))?/.exec(declarations.get('src') ?? '') ?? []
    if (url === undefined) return []
    const kept = ['unicode-range', 'font-stretch', 'size-adjust'].flatMap((name) => {
      const value = declarations.get(name)
      return value === undefined ? [] : [[name, value] as const]
    })
    const [weight, style] = [declarations.get('font-weight'), declarations.get('font-style')]
    return [{ url, format, weight, style, declarations: kept }]
  })
}

async function withOwnFile({ url, format, ...face }: RemoteFace, file: string, files: FontFiles): Promise<FontFace> {
  return { ...face, src: `url(${JSON.stringify(await files.fetched(url, file))})${format}` }
}
