/** Compiles `next/font/local` and `next/font/google`: each call becomes plain values, and a stylesheet beside its source. */
import { basename, dirname, join } from 'node:path'
import { createHash } from 'node:crypto'
import type { Plugin } from 'vite'
import { generate } from '../babel.ts'
import { findFontCalls, type FontCall } from './font-calls.ts'
import type { MadeFont } from './font-css.ts'
import { createFontFiles, googleFonts } from './font-files.ts'
import { googleFont } from './google-font.ts'
import { localFont } from './local-font.ts'

export interface FontsOptions {
  /** Absolute path of the site. */
  readonly root: string
  /** Absolute path of where fetched files are kept. */
  readonly fontDirectory: string
}

/** The browser's code and the server's are compiled one after the other; once is enough. */
const warned = new Set<string>()

const sheetName = /(?:^|[\\/])everfresh-font-[0-9a-f]+\.css(?=\?|$)/

export function fonts({ root, fontDirectory }: FontsOptions): Plugin {
  const files = createFontFiles(fontDirectory, process.env['EVERFRESH_GOOGLE_FONTS'] ?? googleFonts)
  /** By absolute path; they lie beside the sources, so that their `url()` lead from there. */
  const sheets = new Map<string, string>()
  return {
    name: 'everfresh:fonts',
    enforce: 'pre',
    resolveId(source, importer) {
      if (!sheetName.test(source)) return null
      const [path = '', query] = source.split('?', 2)
      const isKnown = sheets.has(path)
      const file = isKnown ? path : path.startsWith('.') && importer ? join(dirname(importer), path) : join(root, path)
      return query === undefined ? file : `${file}?${query}`
    },
    load: (id) => sheets.get(id.split('?', 1)[0]!) ?? null,
    async transform(code, id) {
      const [file = ''] = id.split('?', 1)
      if (!code.includes('next/font/') || !/\.[cm]?[jt]sx?$/.test(file) || file.startsWith('\0')) return null
      const { ast, calls } = findFontCalls(code, file)
      if (calls.length === 0) return null
      const warn = (message: string) => {
        if (!warned.has(message)) this.warn(message)
        warned.add(message)
      }
      const made = await Promise.all(
        calls.map((call: FontCall): Promise<MadeFont> =>
          call.from === 'next/font/local' ? localFont(call, file) : googleFont(call, file, files, warn),
        ),
      )
      for (const [index, call] of calls.entries()) call.replace(made[index]!.font)
      const css = made.map((each) => each.css).join('\n')
      const sheet = join(dirname(file), `everfresh-font-${hashOf(file + css)}.css`)
      sheets.set(sheet, css)
      const result = generate(ast, { sourceMaps: true, sourceFileName: file }, code)
      // On the first line, so that the source map stays right.
      return { code: `import './${basename(sheet)}';${result.code}`, map: JSON.stringify(result.map) }
    },
  }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 10)
