/** Folders of builds under way: named so that others can tell which of them nobody works on any more. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { isDeploymentId } from './deployment-id.ts'
import { deploymentDirectory, manifestFile, type Layout } from './layout.ts'

/** A build of another machine or container, whose processes cannot be seen from here, counts as dead after this long, ms. */
const foreignBuildMs = 24 * 60 * 60 * 1000

/** Between moving a deployment away and its successor in lie two renames; nobody needs this long for them, ms. */
const exchangeMs = 10_000

const replacedSuffix = '-replaced'
const host = () => hostname().replace(/[^\w.]/g, '_')

/** A folder of its own for a build of this process. */
export const newBuildDirectory = (layout: Layout): string =>
  join(layout.deployments, `.building-${host()}-${process.pid}-${randomBytes(6).toString('hex')}`)

/** Where the build in `directory` keeps the deployment whose place it takes, until it has it. */
export const replacedDirectory = (directory: string): string => directory + replacedSuffix

/**
 * Takes over the folders of builds that were killed, by names that make them part of the build in `directory`, and returns them. No
 * other build takes them as well.
 */
export async function takeUnfinishedBuilds(layout: Layout, directory: string, now: number): Promise<string[]> {
  const taken: string[] = []
  for (const name of await unfinished(layout)) {
    const theirs = join(layout.deployments, name)
    if (name.endsWith(replacedSuffix) || !(await isDead(theirs, name, now))) continue
    const ours = `${directory}-interrupted-${taken.length}`
    const isOurs = await rename(theirs, ours).then(
      () => true,
      () => false,
    )
    if (isOurs) taken.push(ours)
  }
  return taken
}

/** Removes what builds left behind that were killed. Builds that go on at the same time are left alone. */
export async function sweepUnfinishedBuilds(layout: Layout, now: number): Promise<void> {
  await restoreReplaced(layout, now)
  for (const name of await unfinished(layout)) {
    const directory = join(layout.deployments, name)
    if (await isDead(directory, name, now)) await rm(directory, { recursive: true, force: true })
  }
}

/** Puts a deployment back that was moved away for its successor by a build that was killed before it moved that in. */
export async function restoreReplaced(layout: Layout, now: number): Promise<void> {
  for (const name of (await unfinished(layout)).filter((each) => each.endsWith(replacedSuffix))) {
    const directory = join(layout.deployments, name)
    const id = await idIn(directory)
    if (!isDeploymentId(id)) continue
    const target = deploymentDirectory(layout, id)
    if (existsSync(target) || !((await isDead(directory, name, now)) || (await isForgotten(directory, now)))) continue
    // Whoever else is at it has the same in mind.
    await rename(directory, target).catch(() => {})
  }
}

const unfinished = async ({ deployments }: Layout): Promise<string[]> =>
  (await readdir(deployments).catch(() => [])).filter((name) => name.startsWith('.building-'))

async function idIn(directory: string): Promise<unknown> {
  try {
    return (JSON.parse(await readFile(manifestFile(directory), 'utf8')) as { id?: unknown } | null)?.id
  } catch {
    return undefined
  }
}

async function isForgotten(directory: string, now: number): Promise<boolean> {
  const folder = await stat(directory).catch(() => undefined)
  return folder !== undefined && now - folder.ctimeMs > exchangeMs
}

async function isDead(directory: string, name: string, now: number): Promise<boolean> {
  const [, itsHost, pid] = /^\.building-([\w.]+)-(\d+)-/.exec(name) ?? []
  if (itsHost === host()) return !isRunning(Number(pid))
  const folder = await stat(directory).catch(() => undefined)
  return folder !== undefined && now - folder.mtimeMs > foreignBuildMs
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Somebody else's process: it may not be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
