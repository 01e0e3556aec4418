/** Fetches fonts and their stylesheets, and keeps them on disk: a build asks for each once, the next one not at all. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, extname, join, relative } from 'node:path'

export interface FontFiles {
  readonly origin: string
  /** Returns the first stylesheet of `queries` (without `?`) that exists. @throws when none can be had. */
  stylesheet(queries: readonly string[]): Promise<string>
  /** Returns where a fetched file lies, as seen from `importer` (absolute). @throws when it cannot be had. */
  fetched(url: string, importer: string): Promise<string>
}

/** Longer than that and a build had better go on. Milliseconds. */
const timeoutMs = 15_000

/** Larger than any font. Bytes. */
const mostBytes = 20 * 2 ** 20

/** The service sends each browser what it understands; to strangers it sends files of five times the size. */
const asModernBrowser =
  'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36'

export const googleFonts = 'https://fonts.googleapis.com'

/** @param directory Absolute path of where they are kept. @param origin Of a service with the same addresses. */
export function createFontFiles(directory: string, origin = googleFonts): FontFiles {
  const underWay = new Map<string, Promise<string>>()

  function kept(url: string, extension: string): Promise<string> {
    const known = underWay.get(url)
    if (known !== undefined) return known
    const file = join(directory, `${createHash('sha256').update(url).digest('hex').slice(0, 16)}${extension}`)
    const fetching = existsSync(file) ? Promise.resolve(file) : fetchInto(url, file)
    underWay.set(url, fetching)
    return fetching
  }

  return {
    origin,
    async stylesheet(queries) {
      let problem: unknown
      for (const query of queries) {
        try {
          return await readFile(await kept(`${origin}/css2?${query}`, '.css'), 'utf8')
        } catch (error) {
          problem = error
        }
      }
      throw problem
    },
    async fetched(url, importer) {
      const path = relative(
        dirname(importer),
        await kept(new URL(url, origin).href, extname(new URL(url, origin).pathname)),
      )
      return path.startsWith('.') ? path.replaceAll('\\', '/') : `./${path.replaceAll('\\', '/')}`
    },
  }
}

/** @throws Error that says why it cannot be had. */
async function fetchInto(url: string, file: string): Promise<string> {
  const signal = AbortSignal.timeout(timeoutMs)
  const response = await fetch(url, { signal, headers: { 'user-agent': asModernBrowser } }).catch((cause: unknown) => {
    throw new Error(`${new URL(url).host} cannot be reached`, { cause })
  })
  if (!response.ok) throw new Error(`${url} answered with ${response.status}`)
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length > mostBytes) throw new Error(`${url} is larger than ${mostBytes} bytes`)
  await mkdir(dirname(file), { recursive: true })
  // Complete or not there at all, whatever happens meanwhile.
  await writeFile(`${file}.${process.pid}`, bytes)
  await rename(`${file}.${process.pid}`, file)
  return file
}
