/** Copies, builds and starts a site with the real Next.js, as `site.ts` does with Everfresh. */
import { join } from 'node:path'
import { ensureNext, nextProgram } from '../../scripts/next.js'
import { runNode } from './child-process.ts'
import {
  copySite,
  serveWith,
  type BuildResult,
  type ProcessOptions,
  type RunningSite,
  type ServeOptions,
  type SiteCopy,
} from './site.ts'

const quiet = { NEXT_TELEMETRY_DISABLED: '1' }

/** Copies `site` to where it finds Next.js, which is installed first if need be. */
export const copySiteForNext = (site: string): Promise<SiteCopy> => copySite(site, {}, join(ensureNext(), 'sites'))

/** @throws when the build fails, with what it printed. */
export async function buildNextSite(directory: string, { env }: ProcessOptions = {}): Promise<BuildResult> {
  const build = runNode([nextProgram(ensureNext()), 'build'], directory, { ...quiet, ...env })
  const { code } = await build.exited
  if (code !== 0) throw new Error(`Next.js could not build ${directory}:\n${build.logs()}`)
  return { exitCode: code, output: build.logs() }
}

/** Starts the built site and resolves when it is ready. */
export function startNextSite(directory: string, options: ServeOptions = {}): Promise<RunningSite> {
  const command = [nextProgram(ensureNext()), 'start', '-p', String(options.port ?? 0)]
  return serveWith(command, directory, { ...options, env: { ...quiet, ...options.env } })
}
