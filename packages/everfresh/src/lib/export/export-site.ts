/** Writes a site as files that any static host can serve (B153). */
import { existsSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Entry } from '@everfresh/engine'
import { buildSite, type BuildOptions, type BuildResult } from '../build/build-site.ts'
import * as layoutPaths from '../deployments/layout.ts'
import { readPack } from '../serve/page-pack.ts'
import { notExportable } from './errors.ts'
import { problemsOfPages, problemsOfRoutes, problemsOfSettings } from './exportable.ts'
import { dataFileOf, documentFileOf } from './file-names.ts'
import { openOutputDirectory, type OutputDirectory } from './output-directory.ts'

export interface ExportOptions extends BuildOptions {
  /** Absolute path of the folder to write; an earlier export in it is replaced. */
  readonly output: string
}

export interface ExportResult {
  /** Pages written. */
  readonly pages: number
}

/**
 * Builds the site apart from its deployments, of which none changes, and writes pages, data, assets and public files.
 *
 * @throws EverfreshError NOT_EXPORTABLE naming every page that needs a server, and what `buildSite` throws.
 */
export async function exportSite({ output, ...options }: ExportOptions): Promise<ExportResult> {
  const { root, settings, routes } = options
  refuse([...problemsOfSettings(settings), ...problemsOfRoutes(routes)])
  const distDir = join(settings.distDir, 'export')
  const kept = [root, resolve(root, settings.distDir), ...['public', 'pages', 'src'].map((name) => join(root, name))]
  const out = await openOutputDirectory(output, kept)
  try {
    // A static host has no optimizer: unless a loader of the site names another one, images are shown as they are.
    const images = {
      ...settings.images,
      unoptimized: settings.images.unoptimized || settings.images.loader === 'default',
    }
    // Nobody would answer the address of a rewrite but the links to it.
    const { rules: _rules, ...others } = settings
    const built = await buildSite({ ...options, settings: { ...others, distDir, images }, runsInitialProps: true })
    refuse(problemsOfPages(built.manifest.routes, built.generated))
    const pages = await writePages(built, out)
    await copyFiles(built.directory, out.directory)
    await out.finish()
    return { pages }
  } finally {
    await out.abandon()
    await rm(resolve(root, distDir), { recursive: true, force: true })
  }
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw notExportable(problems)
}

async function writePages({ manifest, directory }: BuildResult, out: OutputDirectory): Promise<number> {
  let pages = 0
  for await (const entry of readPack(layoutPaths.seedsFile(directory), manifest.id)) {
    const { html, data } = bodiesOf(entry)
    if (html === undefined) continue
    await out.write(documentFileOf(entry.path, manifest.settings.trailingSlash), html)
    if (data !== undefined) await out.write(dataFileOf(entry.path, manifest.id), data)
    pages += 1
  }
  return pages
}

/** Nothing is written for what was not found: the host answers that with 404.html. */
const bodiesOf = ({ bodies, attributes }: Entry): { html?: Uint8Array | undefined; data?: Uint8Array | undefined } =>
  attributes['kind'] === 'page' ? { html: bodies['html'], data: bodies['data'] } : {}

/** Public files come last: they go before pages of their name, as on a server. */
async function copyFiles(deployment: string, output: string): Promise<void> {
  await cp(layoutPaths.clientDirectory(deployment), output, { recursive: true })
  const files = layoutPaths.publicDirectory(deployment)
  if (existsSync(files)) await cp(files, output, { recursive: true })
}
