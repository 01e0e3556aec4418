/** Checks what users will install: packs every public package and looks at the tarball with publint and arethetypeswrong. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packPackages } from './pack.js'

const modules = fileURLToPath(new URL('../node_modules/', import.meta.url))

/** @param {string} tarball */
const checksOf = (tarball) => [
  [join(modules, 'publint/src/cli.js'), 'run', tarball, '--strict', '--pack', 'false'],
  [join(modules, '@arethetypeswrong/cli/dist/index.js'), tarball, '--profile', 'esm-only', '--no-definitely-typed'],
]

const folder = mkdtempSync(join(tmpdir(), 'everfresh-packages-'))
try {
  for (const tarball of await packPackages(folder)) {
    for (const args of checksOf(tarball)) {
      const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
      if (status === 0) continue
      console.error(`${basename(tarball)}\n${stdout}${stderr}`)
      process.exitCode = 1
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
