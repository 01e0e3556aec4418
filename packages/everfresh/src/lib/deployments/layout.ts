/** Where things lie on disk (DESIGN §8). Everything below `deployments/<id>` is immutable; only `pages`, `images`, `answers`, `fallback` and `pending` are written at run time. */
import { join, resolve } from 'node:path'

export interface Layout {
  /** `.everfresh`, or the configuration's `distDir`. */
  readonly root: string
  readonly deployments: string
  /** Holds the id of the active deployment; replaced by rename. */
  readonly active: string
  /** Append-only list of activations, for `rollback` without an id. */
  readonly history: string
  /** The embedded page store. */
  readonly pages: string
  /** The embedded store of optimized images. */
  readonly images: string
  /** The embedded store of answers that are made per request. */
  readonly answers: string
  /** Pages that this machine keeps of a store that it may be cut off from. */
  readonly fallback: string
  /** Invalidations that wait for a store that is away, a file for each instance. */
  readonly pending: string
  /** Fonts that builds fetched. */
  readonly fonts: string
  /** The secrets of preview mode and of on-demand revalidation over HTTP; survive builds (B108). */
  readonly preview: string
}

export function layoutOf(site: string, distDir: string): Layout {
  const root = resolve(site, distDir)
  return {
    root,
    deployments: join(root, 'deployments'),
    active: join(root, 'active'),
    history: join(root, 'activations.jsonl'),
    pages: join(root, 'pages'),
    images: join(root, 'images'),
    answers: join(root, 'answers'),
    fallback: join(root, 'fallback'),
    pending: join(root, 'pending'),
    fonts: join(root, 'fonts'),
    preview: join(root, 'preview.json'),
  }
}

export const deploymentDirectory = (layout: Layout, id: string) => join(layout.deployments, id)
export const manifestFile = (directory: string) => join(directory, 'manifest.json')
/** The pages that the build generated: a sequence of encoded entries. */
export const seedsFile = (directory: string) => join(directory, 'pages.pack')
/** What its pages are made from, for the next build to tell which of them it need not generate. */
export const reuseFile = (directory: string) => join(directory, 'reuse.json')
/** For routes with `fallback: false`, the paths that exist, by pattern. */
export const pathsFile = (directory: string) => join(directory, 'paths.json')
export const serverDirectory = (directory: string) => join(directory, 'server')
export const clientDirectory = (directory: string) => join(directory, 'client')
/** The site's `public/` folder as it was at build time. */
export const publicDirectory = (directory: string) => join(directory, 'public')
