/** Which scripts and stylesheets a page's document refers to. */
import { relative } from 'node:path'
import type { Rolldown } from 'vite'
import type { SiteRoutes } from '../routes/site-routes.ts'

/** URLs below the base path, without a leading slash. */
export interface PageAssets {
  /** Loaded by `<script type="module">`. */
  readonly scripts: readonly string[]
  /** Fetched early, since the script will import them. */
  readonly preloads: readonly string[]
  readonly stylesheets: readonly string[]
}

/** By route pattern, plus `/_error` for documents of pages that the site does not define itself. */
export type ClientAssets = Readonly<Record<string, PageAssets>>

export const errorRoute = '/_error'

type Chunk = Rolldown.OutputChunk & { readonly viteMetadata?: { readonly importedCss: Set<string> } }

export function clientAssets(routes: SiteRoutes, chunks: readonly Rolldown.OutputChunk[], root: string): ClientAssets {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk as Chunk]))
  const byFile = new Map(
    chunks.flatMap((chunk) => (chunk.facadeModuleId ? [[chunk.facadeModuleId, chunk as Chunk]] : [])),
  )
  const entry = chunks.find((chunk) => chunk.isEntry) as Chunk | undefined
  if (entry === undefined) throw new Error(`The browser bundle of ${relative(process.cwd(), root)} has no entry.`)

  const assetsOf = (...files: readonly (string | undefined)[]): PageAssets => {
    const chunksOfPage = new Set<Chunk>()
    const include = (chunk: Chunk | undefined) => {
      if (chunk === undefined || chunksOfPage.has(chunk)) return
      // Dependencies first, so that a page's stylesheet comes after, and overrides, those of what it imports.
      chunksOfPage.add(chunk)
      for (const name of chunk.imports) include(byName.get(name))
    }
    include(entry)
    for (const file of files) include(file === undefined ? undefined : byFile.get(file))
    const ordered = [...chunksOfPage]
    return {
      scripts: [entry.fileName],
      preloads: ordered.filter((chunk) => chunk !== entry).map((chunk) => chunk.fileName),
      stylesheets: [...new Set(ordered.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]))],
    }
  }

  const { app, error, notFound, internalError } = routes.special
  const pages = routes.pages.map(({ pattern, file }) => [pattern, assetsOf(app, file)] as const)
  return {
    ...Object.fromEntries(pages),
    [errorRoute]: assetsOf(app, error),
    '/404': assetsOf(app, notFound ?? error),
    '/500': assetsOf(app, internalError ?? error),
  }
}
