/** Folders of builds under way: named so that the next build can tell which of them nobody works on any more. */
import { randomBytes } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Layout } from '../deployments/layout.ts'

/** A build of another machine or container, whose processes cannot be seen from here, counts as dead after this long, ms. */
const foreignBuildMs = 24 * 60 * 60 * 1000

const host = () => hostname().replace(/[^\w.]/g, '_')

/** A folder of its own for a build of this process. */
export const newBuildDirectory = (layout: Layout): string =>
  join(layout.deployments, `.building-${host()}-${process.pid}-${randomBytes(6).toString('hex')}`)

/** Removes what builds left behind that were killed. Builds that go on at the same time are left alone. */
export async function sweepUnfinishedBuilds(layout: Layout, now: number): Promise<void> {
  const names = await readdir(layout.deployments).catch(() => [])
  for (const name of names.filter((each) => each.startsWith('.building-'))) {
    const directory = join(layout.deployments, name)
    if (await isDead(directory, name, now)) await rm(directory, { recursive: true, force: true })
  }
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
