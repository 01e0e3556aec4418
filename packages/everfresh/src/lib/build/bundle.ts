/** Compiles a site into the two halves of a deployment: what browsers fetch, and what the server runs. */
import { build, type InlineConfig, mergeConfig, type Rolldown } from 'vite'
import { clientEntry, serverEntry } from '../vite/virtual-entries.ts'
import { siteConfig, type SiteConfigOptions } from '../vite/site-config.ts'
import { clientAssets, type ClientAssets } from './client-assets.ts'
import { fingerprintPlugin, type Fingerprints } from './fingerprints.ts'

export interface Bundled {
  readonly assets: ClientAssets
  readonly fingerprints: Fingerprints
  /** Sizes of the browser's files, bytes after gzip, by file name. */
  readonly client: readonly Rolldown.OutputChunk[]
}

/** @throws what Vite throws: it names the file and line of the site's code. */
export async function bundleSite(site: SiteConfigOptions, directory: string): Promise<Bundled> {
  const options = { ...site, clientDirectory: `${directory}/client` }
  const { root, publicEnv, basePath, trailingSlash, i18n, compiler, runtimeConfig, clientDirectory } = options
  const routes = options.routes()
  const client = await build(mergeConfig(siteConfig(options), clientConfig(clientDirectory, options.sourceMaps)))
  const fingerprints: Fingerprints = new Map()
  const values = [compiler.define, compiler.defineServer, runtimeConfig]
  const shown = [
    basePath,
    trailingSlash,
    values,
    options.assetPrefix,
    options.shown,
    ...(i18n ? [i18n.locales, i18n.defaultLocale, i18n.domains] : []),
  ]
  const plugin = fingerprintPlugin({ root, routes, publicEnv, shown }, fingerprints)
  await build(mergeConfig(siteConfig(options), { ...serverConfig(`${directory}/server`), plugins: [plugin] }))
  const output = (client as Rolldown.RolldownOutput).output
  const chunks = output.filter((part) => part.type === 'chunk')
  return { assets: clientAssets(routes, chunks, root), fingerprints, client: chunks }
}

/** The same for both bundles: the server's documents refer to the browser's files. */
const assetFileNames = '_next/static/assets/[name]-[hash][extname]'

const clientConfig = (outDir: string, sourcemap = false): InlineConfig => ({
  build: {
    outDir,
    sourcemap,
    emptyOutDir: true,
    assetsDir: '_next/static',
    // Old browsers without modulepreload still work; the polyfill would be first-load JS for everybody.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { main: clientEntry },
      output: {
        entryFileNames: '_next/static/[name]-[hash].js',
        chunkFileNames: '_next/static/chunks/[name]-[hash].js',
        assetFileNames,
      },
    },
  },
})

const serverConfig = (outDir: string): InlineConfig => ({
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    minify: false,
    ssrEmitAssets: false,
    rolldownOptions: {
      input: { entry: serverEntry },
      // Hashed, since a process loads a file of one name once: a deployment may be built anew under its id.
      output: { entryFileNames: 'entry-[hash].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs', assetFileNames },
    },
    assetsDir: '_next/static',
  },
})
