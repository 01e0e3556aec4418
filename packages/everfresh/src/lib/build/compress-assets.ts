/** Puts compressed copies beside the browser's files, once per build, so that the server never compresses what it sends. */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const compressible = /\.(?:js|mjs|css|html|svg|json|map|txt|xml|wasm|webmanifest|ttf|otf|eot|ico)$/

/** Below this a compressed copy saves less than a packet. Bytes. */
const smallestCompressed = 1024

/** Files under way at once: zlib has four threads. */
const concurrency = 4

const encoders: readonly (readonly [string, (bytes: Uint8Array) => Promise<Uint8Array>])[] = [
  ['.gz', (bytes) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION })],
  [
    '.br',
    (bytes) =>
      promisify(brotliCompress)(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength,
        },
      }),
  ],
]

/** Writes `name.gz` and `name.br` for every file below `directory` that gets smaller by it. A missing folder is empty. */
export async function compressAssets(directory: string): Promise<void> {
  const files = (await filesOf(directory)).filter((file) => compressible.test(file)).values()
  const work = async () => {
    for (const file of files) await compress(file)
  }
  await Promise.all(Array.from({ length: concurrency }, work))
}

async function compress(file: string): Promise<void> {
  const bytes = await readFile(file)
  if (bytes.byteLength < smallestCompressed) return
  await Promise.all(
    encoders.map(async ([extension, encode]) => {
      const encoded = await encode(bytes)
      if (encoded.byteLength < bytes.byteLength) await writeFile(file + extension, encoded)
    }),
  )
}

async function filesOf(directory: string): Promise<string[]> {
  try {
    const items = await readdir(directory, { withFileTypes: true, recursive: true })
    return items.filter((item) => item.isFile()).map((item) => join(item.parentPath, item.name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
