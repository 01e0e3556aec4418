/**
 * The fingerprint of a route: a hash of the code that can influence its output (DESIGN §7).
 *
 * It is taken over modules, not chunks: which chunk the bundler puts a module into depends on other routes, and a change of
 * one page must not empty the pages of another.
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Plugin } from 'vite'
import type { SiteRoutes } from '../routes/site-routes.ts'
import { runtimeFile } from '../vite/runtime-files.ts'

/** By route pattern. */
export type Fingerprints = Map<string, string>

interface ModuleGraph {
  getModuleInfo(
    id: string,
  ): { code: string | null; importedIds: readonly string[]; dynamicallyImportedIds: readonly string[] } | null
}

export interface FingerprintOptions {
  /** Absolute path of the site. */
  readonly root: string
  readonly routes: SiteRoutes
  /** Replaced in code by their values, which a module's code does not show. */
  readonly publicEnv: Readonly<Record<string, string>>
  /** What of the configuration every document shows, such as the base path. */
  readonly shown: readonly unknown[]
}

/** Fills `fingerprints` when the server bundle is written. */
export function fingerprintPlugin(options: FingerprintOptions, fingerprints: Fingerprints): Plugin {
  const { routes, shown } = options
  return {
    name: 'everfresh:fingerprints',
    generateBundle() {
      const shared = [runtimeFile('render/runtime'), routes.special.app, routes.special.document]
      const { error, notFound, internalError } = routes.special
      const files: (readonly [string, string | undefined])[] = [
        ...routes.pages.map(({ pattern, file }) => [pattern, file] as const),
        ['/_error', error],
        ['/404', notFound ?? error],
        ['/500', internalError ?? error],
      ]
      for (const [pattern, file] of files) {
        const roots = [...shared, file].filter((root) => root !== undefined)
        fingerprints.set(pattern, fingerprintOf(this as unknown as ModuleGraph, options, [pattern, ...shown], roots))
      }
      for (const { pattern, file } of routes.apis) {
        const roots = [runtimeFile('render/runtime'), file]
        fingerprints.set(pattern, fingerprintOf(this as unknown as ModuleGraph, options, [pattern, ...shown], roots))
      }
    },
  }
}

function fingerprintOf(
  graph: ModuleGraph,
  { root: siteRoot, publicEnv }: FingerprintOptions,
  salt: readonly unknown[],
  roots: readonly string[],
): string {
  const hash = createHash('sha256').update(JSON.stringify(salt))
  const seen = new Set<string>()
  const visit = (id: string) => {
    if (seen.has(id)) return
    seen.add(id)
    const module = graph.getModuleInfo(id)
    if (module === null || module.code === null) return void hash.update(externalVersion(id, siteRoot))
    hash.update(module.code)
    for (const [name, value] of Object.entries(publicEnv)) {
      if (module.code.includes(name)) hash.update(JSON.stringify([name, value]))
    }
    if (/\.(?:css|scss|sass|less|styl)$/.test(id) && existsSync(id)) hash.update(readFileSync(id))
    for (const imported of [...module.importedIds, ...module.dynamicallyImportedIds]) visit(imported)
  }
  for (const root of roots) visit(root)
  return hash.digest('base64url').slice(0, 16)
}

/** A dependency that is not bundled counts by its version: `name@1.2.3`. */
function externalVersion(id: string, siteRoot: string): string {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? id
  for (let folder = siteRoot; ; folder = dirname(folder)) {
    const file = join(folder, 'node_modules', name, 'package.json')
    if (existsSync(file)) return `${name}@${(JSON.parse(readFileSync(file, 'utf8')) as { version?: string }).version}`
    if (folder === dirname(folder)) return id
  }
}
