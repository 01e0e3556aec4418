/** The programs of other people that the tests run: finds them, and installs Debian's packages of those that are missing. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * @typedef {object} Program
 * @property {string} what for the reader of a message
 * @property {readonly string[]} names under which it is looked for on the PATH, best first
 * @property {string} package of Debian
 * @property {string} variable of the environment that names another one
 */

/** @satisfies {Record<string, Program>} */
export const programs = {
  chromium: {
    what: 'Chromium',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    package: 'chromium',
    variable: 'CHROMIUM_PATH',
  },
  redis: {
    what: 'a Redis server',
    names: ['redis-server', 'valkey-server'],
    package: 'redis-server',
    variable: 'REDIS_SERVER_PATH',
  },
  faketime: { what: 'faketime', names: ['faketime'], package: 'faketime', variable: 'FAKETIME_PATH' },
}

/**
 * Path of an installed program: what its variable names when that is set, otherwise the first on the PATH.
 *
 * @param {Program} program
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string | undefined}
 */
export function findProgram({ names, variable }, environment = process.env) {
  if (environment[variable]) return environment[variable]
  // Packages of servers put them where a user's PATH may not look.
  const folders = [...(environment.PATH ?? '').split(delimiter), '/usr/sbin']
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable)
}

/**
 * The variables that tell tests where every program is; empty where one is missing.
 *
 * @param {NodeJS.ProcessEnv} environment
 */
export const programPaths = (environment = process.env) =>
  Object.fromEntries(
    Object.values(programs).map((program) => [program.variable, findProgram(program, environment) ?? '']),
  )

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
 * Returns the paths of all programs by their variables, after installing the packages of those that are missing.
 *
 * @throws {Error} whose message is one sentence for the reader of the terminal, when they cannot be installed here
 */
export function ensurePrograms() {
  const missing = Object.values(programs).filter((program) => findProgram(program) === undefined)
  if (missing.length > 0) install(missing)
  return programPaths()
}

/** @param {readonly Program[]} missing */
function install(missing) {
  const what = missing.map((program) => program.what).join(', ')
  const variables = missing.map(({ variable }) => variable).join(', ')
  const advice = `install ${what}, or set ${variables} to where it is, and run the tests again.`
  const before = privilege()
  if (before === undefined || spawnSync('apt-get', ['--version']).status !== 0) {
    throw new Error(`The tests need ${what}, which this machine lacks and this user may not install: ${advice}`)
  }
  const packages = missing.map((program) => program.package)
  console.log(`The tests need ${what}, which this machine lacks: installing ${packages.join(', ')}.`)
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const [command = 'apt-get', ...rest] = [...before, 'apt-get', '-q', ...args]
    const { status } = spawnSync(command, rest, {
      stdio: 'inherit',
      // A server that a package would start takes a port that nobody asked for.
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    })
    if (status !== 0) throw new Error(`\`apt-get ${args.join(' ')}\` failed, and the tests need ${what}: ${advice}`)
  }
  const absent = missing.filter((program) => findProgram(program) === undefined)
  if (absent.length > 0) {
    throw new Error(`apt-get installed no ${absent[0]?.what} that is on the PATH: ${advice}`)
  }
}
