/** Puts a finished build among the deployments, where it is found under its id. */
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { deploymentConflict } from './errors.ts'
import { deploymentDirectory, manifestFile, type Layout } from './layout.ts'
import { syncFolder, syncTree } from './sync-files.ts'
import { replacedDirectory } from './unfinished-builds.ts'

export interface FinishedBuild {
  /** From `newBuildDirectory`. */
  readonly directory: string
  readonly id: string
  /** When the build began, epoch ms. */
  readonly startedAt: number
}

/**
 * Moves the build to its place and returns that. An earlier deployment of the same id makes room; a reader sees one of the
 * two, complete. All of it is on the disk before anybody can find it, so that a power cut leaves no half of it active.
 *
 * @throws EverfreshError DEPLOYMENT_CONFLICT when another build took the place after this one had begun: that one stays.
 */
export async function placeDeployment(layout: Layout, build: FinishedBuild): Promise<string> {
  await syncTree(build.directory)
  const target = await oneByOne(join(layout.deployments, `.placing-${build.id}`), () => exchange(layout, build))
  await syncFolder(layout.deployments)
  return target
}

async function exchange(layout: Layout, { directory, id, startedAt }: FinishedBuild): Promise<string> {
  const target = deploymentDirectory(layout, id)
  if (await isNewer(target, startedAt)) throw deploymentConflict(id)
  const replaced = replacedDirectory(directory)
  await rename(target, replaced).catch(unlessMissing)
  try {
    await rename(directory, target)
  } catch (error) {
    // What made room stands in its place again, unless that is taken.
    await rename(replaced, target).catch(() => {})
    throw isTaken(error) ? deploymentConflict(id, error) : error
  } finally {
    await rm(replaced, { recursive: true, force: true })
  }
  return target
}

/** Whoever holds this lock is done within moments; what is older was left by somebody who was killed, ms. */
const longestHoldMs = 10_000

async function oneByOne<Result>(lock: string, work: () => Promise<Result>): Promise<Result> {
  while (!(await isTakenNow(lock))) {
    const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > longestHoldMs) await rm(lock, { recursive: true, force: true })
    else await setTimeout(20)
  }
  try {
    return await work()
  } finally {
    await rm(lock, { recursive: true, force: true })
  }
}

/** Makes the folder that is the lock. False while somebody else has it. */
async function isTakenNow(lock: string): Promise<boolean> {
  try {
    await mkdir(lock)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** The manifest is the last file that a build writes. */
async function isNewer(directory: string, startedAt: number): Promise<boolean> {
  const manifest = await stat(manifestFile(directory)).catch(() => undefined)
  return manifest !== undefined && manifest.mtimeMs >= startedAt
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code

function unlessMissing(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error
}

const isTaken = (error: unknown) => ['ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '')
