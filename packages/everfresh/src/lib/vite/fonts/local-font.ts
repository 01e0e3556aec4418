/** Makes a font of `next/font/local`: from files that lie beside the source. */
import { readFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { dirname, extname, resolve } from 'node:path'
import { z } from 'zod'
import { EverfreshError } from '../../errors.ts'
import { makeFont, type FontFace, type MadeFont } from './font-css.ts'
import type { FontCall } from './font-calls.ts'

const weight = z.union([z.string(), z.number()]).transform(String)
const source = z.object({ path: z.string(), weight: weight.optional(), style: z.string().optional() })

export const commonOptions = {
  display: z.enum(['auto', 'block', 'swap', 'fallback', 'optional']).optional(),
  fallback: z.array(z.string()).optional(),
  variable: z.string().startsWith('--', 'must begin with "--"').optional(),
}

const optionsSchema = z.object({
  src: z.union([z.string(), z.array(source).min(1)], 'must be a path, or a list of { path, weight, style }'),
  weight: weight.optional(),
  style: z.string().optional(),
  declarations: z.array(z.object({ prop: z.string(), value: z.string() })).optional(),
  ...commonOptions,
})

const formats: Readonly<Record<string, string>> = {
  '.woff2': 'woff2',
  '.woff': 'woff',
  '.ttf': 'truetype',
  '.otf': 'opentype',
  '.eot': 'embedded-opentype',
}

/** @throws EverfreshError INVALID_FONT with all that is wrong with the options, or when a file is missing. */
export async function localFont(call: FontCall, file: string): Promise<MadeFont> {
  const { src, declarations = [], ...options } = checked(optionsSchema, call, file)
  const sources = typeof src === 'string' ? [{ path: src }] : src
  const further = declarations.map(({ prop, value }) => [prop, value] as const)
  const identity: string[] = []
  const faces = await Promise.all(
    sources.map(async (each: z.output<typeof source>): Promise<FontFace> => {
      identity.push(each.path, await hashOf(resolve(dirname(file), each.path), call, file))
      const format = formats[extname(each.path).toLowerCase()]
      const url = /^\.{1,2}\//.test(each.path) ? each.path : `./${each.path}`
      return {
        src: `url(${JSON.stringify(url)})${format === undefined ? '' : ` format('${format}')`}`,
        weight: each.weight ?? options.weight,
        style: each.style ?? options.style,
        declarations: further,
      }
    }),
  )
  return makeFont(call.name, faces, options, [...identity.sort(), further])
}

async function hashOf(fontFile: string, { name }: FontCall, file: string): Promise<string> {
  try {
    return createHash('sha256')
      .update(await readFile(fontFile))
      .digest('hex')
  } catch (cause) {
    throw new EverfreshError('INVALID_FONT', `${file}: the font "${name}" has no file ${fontFile}.`, { cause })
  }
}

/** @throws EverfreshError INVALID_FONT */
export function checked<Schema extends z.ZodType>(schema: Schema, call: FontCall, file: string): z.output<Schema> {
  const result = schema.safeParse(call.options)
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  throw new EverfreshError('INVALID_FONT', `${file}: the font "${call.name}" cannot be made: ${problems.join('; ')}`)
}
