/** Makes an import of an image file give its URL, its size and a small copy of it, as `next/image` wants them. */
import { createHash } from 'node:crypto'
import { copyFile, mkdir, readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { basename, dirname, extname, join } from 'node:path'
import type { Plugin } from 'vite'
import type { StaticImageData } from '../client/image-types.ts'
import { EverfreshError } from '../errors.ts'
import { blurredImage, dimensionsOf } from '../images/dimensions.ts'
import { importedImages } from '../images/image-settings.ts'
import { mediaTypeOf } from '../images/media-type.ts'

export interface ImageImportOptions {
  readonly basePath: string
  /** Where the files for browsers go; undefined in development, where they are sent from where they lie. */
  readonly clientDirectory?: string
}

const imageFile = /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|svg)$/i

interface ImportedImage {
  readonly data: StaticImageData
  /** Path below the client directory, and URL below the base path. */
  readonly fileName: string
}

export function imageImports({ basePath, clientDirectory }: ImageImportOptions): Plugin {
  const files = new Map<string, string>()
  return {
    name: 'everfresh:image-imports',
    enforce: 'pre',
    // With a query, such as ?url or ?raw, an import is Vite's.
    async load(id) {
      if (!imageFile.test(id) || id.startsWith('\0')) return null
      const bytes = await readFile(id)
      const { data, fileName } = await readImport(id, bytes, basePath)
      files.set(fileName, id)
      return { code: `export default ${JSON.stringify(data)}`, moduleType: 'js', moduleSideEffects: false }
    },
    // Written beside either bundle: an image that only the server renders is sent to browsers all the same.
    async writeBundle() {
      if (clientDirectory === undefined) return
      await Promise.all([...files].map(([name, file]) => copy(file, join(clientDirectory, name))))
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const path = (request.url ?? '').split('?', 1)[0]!
        const prefix = `${basePath}/`
        const file = path.startsWith(prefix) ? files.get(decodeURI(path.slice(prefix.length))) : undefined
        if (file === undefined) return next()
        void send(file, response)
      })
    },
  }
}

async function readImport(file: string, bytes: Buffer, basePath: string): Promise<ImportedImage> {
  const extension = extname(file)
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8)
  const fileName = `${importedImages}/${basename(file, extension)}.${hash}${extension}`
  try {
    const { width, height } = await dimensionsOf(bytes)
    const blurred = await blurredImage(bytes, { width, height })
    return { fileName, data: { src: encodeURI(`${basePath}/${fileName}`), height, width, ...blurred } }
  } catch (cause) {
    if (cause instanceof EverfreshError) throw cause
    throw unreadableImage(file, cause)
  }
}

const unreadableImage = (file: string, cause: unknown) =>
  new EverfreshError(
    'UNREADABLE_IMAGE',
    `${file} could not be read as an image: ${(cause as Error).message}. Replace the file, or import it with ?url to get its URL only.`,
    { cause },
  )

async function copy(file: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  await copyFile(file, target)
}

async function send(file: string, response: ServerResponse): Promise<void> {
  response.setHeader('Cache-Control', 'no-store')
  try {
    const bytes = await readFile(file)
    response.setHeader('Content-Type', mediaTypeOf(bytes) ?? 'application/octet-stream')
    response.end(bytes)
  } catch {
    // It was deleted while the page that shows it was still open.
    response.writeHead(404).end()
  }
}
