/** Finds the Chromium that the browser tests drive, and installs Debian's where that is possible. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * Path of an installed Chromium: `CHROMIUM_PATH` when it is set, otherwise the first on the PATH.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string | undefined}
 */
export function findChromium(environment = process.env) {
  if (environment.CHROMIUM_PATH) return environment.CHROMIUM_PATH
  const folders = (environment.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The words before `apt-get` with which it may install: none as root, `sudo` without a password, or undefined. */
function privilege() {
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined
}

/**
 * Returns the path of a Chromium, after installing Debian's package when there is none.
 *
 * @throws {Error} whose message is one sentence for the reader of the terminal, when it cannot be installed here
 */
export function ensureChromium() {
  const found = findChromium()
  if (found !== undefined) return found
  const advice = 'install Chromium, or set CHROMIUM_PATH to the program, and run the tests again.'
  const before = privilege()
  if (before === undefined || spawnSync('apt-get', ['--version']).status !== 0) {
    throw new Error(
      `The browser tests need Chromium, which this machine lacks and this user may not install: ${advice}`,
    )
  }
  console.log('The browser tests need Chromium, which this machine lacks: installing the package `chromium`.')
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const [program = 'apt-get', ...rest] = [...before, 'apt-get', '-q', ...args]
    const { status } = spawnSync(program, rest, {
      stdio: 'inherit',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (status !== 0)
      throw new Error(`\`apt-get ${args.join(' ')}\` failed, and the browser tests need Chromium: ${advice}`)
  }
  const installed = findChromium()
  if (installed === undefined) throw new Error(`apt-get installed no Chromium that is on the PATH: ${advice}`)
  return installed
}
