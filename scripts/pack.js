/** Packs the packages that are published, as `npm publish` would. */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPackages } from './build.js'

const packagesFolder = fileURLToPath(new URL('../packages', import.meta.url))

/** @returns {string[]} folders of the packages that are not private */
function publicPackages() {
  return readdirSync(packagesFolder)
    .map((name) => join(packagesFolder, name))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .filter((folder) => !JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).private)
}

/**
 * Compiles the packages when they have changed, and writes a tarball of each into `folder`.
 *
 * @param {string} folder
 * @returns {Promise<string[]>} the tarballs' paths
 */
export async function packPackages(folder) {
  await buildPackages({ ifNeeded: true })
  const args = [
    'pack',
    '--json',
    '--ignore-scripts',
    '--loglevel=error',
    '--pack-destination',
    folder,
    ...publicPackages(),
  ]
  const packed = JSON.parse(execFileSync('npm', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }))
  /** @type {{ filename: string }[]} */
  const tarballs = Array.isArray(packed) ? packed : Object.values(packed)
  return tarballs.map(({ filename }) => join(folder, filename))
}
