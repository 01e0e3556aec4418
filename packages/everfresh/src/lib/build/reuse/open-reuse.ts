/** The part of a build that takes pages over from the build before: opened before pages are generated, finished after. */
import { isDeepStrictEqual } from 'node:util'
import { type Layout } from '../../deployments/layout.ts'
import type { EarlierRoutes } from '../../deployments/manifest.ts'
import type { KeptPages } from '../kept-pages.ts'
import { clientFilesOf, copyClientFiles, removeClientFiles } from './client-files.ts'
import type { DataVersions } from './data-versions.ts'
import { type EarlierBuild, openEarlier, reusablePages } from './earlier-build.ts'
import type { MadeFrom } from './made-from.ts'
import { type MakingBuild, writeReuseRecord } from './reuse-record.ts'
import { newTally, type ReuseTally } from './reuse-tally.ts'

export interface ReuseOptions {
  readonly layout: Layout
  /** Folder of the build under way, with its browser's files. */
  readonly directory: string
  readonly id: string
  /** Epoch ms. */
  readonly builtAt: number
  readonly made: MadeFrom
  readonly versions: DataVersions
  /** Whether every page is to be generated; what is noted is for the next build. */
  readonly fresh: boolean
}

export interface Reuse {
  readonly kept: KeptPages | undefined
  readonly tally: ReuseTally
  /** Whether documents that this build has made work with its files. */
  knows(deployment: string): boolean
  /**
   * Notes for the next build what the pages are made from, of which the builds `makers` have made some.
   *
   * @returns the fingerprints of the earlier ones among them, for the manifest.
   */
  finish(makers: ReadonlySet<string>): Promise<EarlierRoutes>
  close(): Promise<void>
}

export async function openReuse(options: ReuseOptions): Promise<Reuse> {
  const { directory, id, builtAt, made, versions } = options
  const own: MakingBuild = { builtAt, files: await clientFilesOf(directory) }
  const earlier = await openUsable(options, own)
  const isUsable = typeof earlier !== 'string'
  const tally = newTally(isUsable ? undefined : earlier)
  const builds = isUsable ? earlier.builds : new Map<string, MakingBuild>()
  return {
    kept: isUsable ? reusablePages(earlier, versions, tally) : undefined,
    tally,
    knows: (deployment) => deployment === id || builds.has(deployment),
    async finish(makers) {
      const others = [...builds].filter(([name]) => name !== id && makers.has(name))
      const needed = new Set([own, ...others.map(([, build]) => build)].flatMap(({ files }) => files))
      const copied = [...builds.values()].flatMap(({ files }) => files)
      await removeClientFiles(directory, new Set(copied.filter((file) => !needed.has(file))))
      await writeReuseRecord(directory, {
        madeFrom: made,
        versions: [...versions],
        builds: { ...Object.fromEntries(others), [id]: own },
      })
      const routes = isUsable ? earlier.routes : {}
      return Object.fromEntries(others.flatMap(([name]) => (routes[name] ? [[name, routes[name]]] : [])))
    },
    close: async () => (isUsable ? earlier.pack.close() : undefined),
  }
}

/** With the browser's files of `earlier` in place, since its documents refer to them; or why it is of no use. */
async function openUsable(options: ReuseOptions, own: MakingBuild): Promise<EarlierBuild | string> {
  const { layout, directory, id, made, fresh } = options
  if (fresh) return '--fresh generates all of them'
  const earlier = await openEarlier(layout, made)
  if (typeof earlier === 'string') return earlier
  const namesake = earlier.builds.get(id)
  try {
    // Its pages could not be told from those of this one, nor its files kept for as long as they are needed.
    if (namesake && !isDeepStrictEqual(namesake.files, own.files))
      throw new Error(`other code was built as "${id}" before`)
    for (const { files } of earlier.builds.values()) await copyClientFiles(earlier.directory, directory, files)
    return earlier
  } catch (error) {
    await earlier.pack.close()
    return (error as Error).message
  }
}
