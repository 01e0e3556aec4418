/** Installs what sites and servers are compared with, each into a folder of its own that Git ignores. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const peers = fileURLToPath(new URL('../.peers', import.meta.url))

/**
 * Returns a folder with the package `name` in its node_modules, after installing it when it is not there. Its peer
 * dependencies are found one step further up, in the repository: the same React that Everfresh gets.
 *
 * @param {string} name
 * @param {string} version
 * @throws {Error} with what npm said, when it cannot be installed
 */
export function ensurePeer(name, version) {
  const directory = join(peers, `${name}-${version}`)
  if (existsSync(directory)) return directory
  mkdirSync(peers, { recursive: true })
  // Appears under its name only when it is complete, also when two tests install it at once.
  const unfinished = mkdtempSync(join(peers, 'installing-'))
  writeFileSync(join(unfinished, 'package.json'), JSON.stringify({ private: true, dependencies: { [name]: version } }))
  // Without peer dependencies there is no second React; a lockfile of its own would look like the root of a workspace.
  const flags = ['--legacy-peer-deps', '--no-package-lock', '--no-workspaces', '--no-audit', '--no-fund']
  const { status, stderr } = spawnSync('npm', ['install', ...flags], { cwd: unfinished, encoding: 'utf8' })
  if (status !== 0) {
    rmSync(unfinished, { recursive: true, force: true })
    throw new Error(`${name} ${version} could not be installed, with which ours is compared:\n${stderr}`)
  }
  try {
    renameSync(unfinished, directory)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(directory)) throw error
  }
  return directory
}
