/** Installs the real Next.js that sites are compared with, into a folder that Git ignores. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The release that behaviours are compared and measured with. */
export const nextVersion = '16.4.6'

const peers = fileURLToPath(new URL('../.peers', import.meta.url))

/**
 * Returns a folder below which sites find `next`, after installing it when it is not there. React and whatever else a
 * site needs they find one step further up, in the repository: the same React that Everfresh gets.
 *
 * @throws {Error} with what npm said, when it cannot be installed
 */
export function ensureNext() {
  const directory = join(peers, `next-${nextVersion}`)
  if (existsSync(directory)) return directory
  mkdirSync(peers, { recursive: true })
  // Appears under its name only when it is complete, also when two tests install it at once.
  const unfinished = mkdtempSync(join(peers, 'installing-'))
  writeFileSync(
    join(unfinished, 'package.json'),
    JSON.stringify({ private: true, dependencies: { next: nextVersion } }),
  )
  // Without peer dependencies there is no second React; a lockfile of its own would look like the root of a workspace.
  const flags = ['--legacy-peer-deps', '--no-package-lock', '--no-workspaces', '--no-audit', '--no-fund']
  const { status, stderr } = spawnSync('npm', ['install', ...flags], { cwd: unfinished, encoding: 'utf8' })
  if (status !== 0) {
    rmSync(unfinished, { recursive: true, force: true })
    throw new Error(`Next.js ${nextVersion}, which sites are compared with, could not be installed:\n${stderr}`)
  }
  try {
    renameSync(unfinished, directory)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(directory)) throw error
  }
  return directory
}

/** @param {string} directory as `ensureNext` returned it */
export const nextProgram = (directory) => join(directory, 'node_modules/next/dist/bin/next')
