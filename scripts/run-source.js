/** Runs a program of this repository from its TypeScript source, in the place of the script that asks for it. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Gives `main` the arguments of this process, and ends as it does.
 *
 * @param {string} main from the root of the repository
 * @param {{ packages?: 'source' | 'built' }} [options] which form of the packages it imports
 */
export function runSource(main, { packages = 'source' } = {}) {
  const { status } = spawnSync(
    process.execPath,
    [
      ...(packages === 'source' ? ['--conditions=everfresh-source'] : []),
      ...['--import', 'tsx', fileURLToPath(new URL(`../${main}`, import.meta.url))],
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit' },
  )
  process.exit(status ?? 1)
}
