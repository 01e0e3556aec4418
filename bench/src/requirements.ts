/** What a bench needs beside the repository: programs of Debian, and the sites, built with Everfresh and with Next.js. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureNext, nextProgram } from '../../scripts/next.js'

export const benchDirectory = fileURLToPath(new URL('..', import.meta.url))
export const repository = fileURLToPath(new URL('../..', import.meta.url))

/** Packages of servers put their programs where a user's PATH may not look. */
function programOf(command: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin']
  return folders.map((folder) => join(folder, command)).find((file) => existsSync(file))
}

/** Path of `command`. Installs Debian's package when it is missing. @throws when that is not allowed here. */
export function requireCommand(command: string, packageName = command): string {
  const found = programOf(command)
  if (found !== undefined) return found
  process.stderr.write(`${command} is missing; installing Debian's package ${packageName} …\n`)
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  // A server that a package would start takes a port that nobody asked for.
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1']
  const line = `apt-get update -qq && apt-get install -y -qq --no-install-recommends ${packageName}`
  const [first, ...rest] = [...sudo, ...environment, 'sh', '-c', line]
  const { status } = spawnSync(first!, rest, { stdio: ['ignore', 'ignore', 'inherit'] })
  const installed = programOf(command)
  if (status !== 0 || installed === undefined)
    throw new Error(`The bench needs "${command}". Install the package ${packageName} and run it again.`)
  return installed
}

/** Copies the site to `target`, a folder that Git ignores. */
async function copySite(site: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true })
  for (const folder of ['pages', 'data']) {
    await rm(`${target}/${folder}`, { recursive: true, force: true })
    await cp(`${benchDirectory}sites/${site}/${folder}`, `${target}/${folder}`, { recursive: true })
  }
  const config = `${benchDirectory}sites/${site}/everfresh.config.js`
  if (existsSync(config)) await cp(config, `${target}/everfresh.config.js`)
}

/** The site in a folder of the bench called `name`, where real Next.js is found. Not built. */
export async function placeNext(site: string, name = site): Promise<string> {
  const directory = `${ensureNext()}/sites/bench-${name}`
  await copySite(site, directory)
  await writeFile(`${directory}/package.json`, JSON.stringify({ private: true }))
  return directory
}

let isTrusted = false

/** From now on, what an earlier run has built is not built again. */
export function trustPreparation(): void {
  isTrusted = true
}

export const isPreparationTrusted = (): boolean => isTrusted

/** Real Next.js with the site, built. */
export async function prepareNext(site: string): Promise<string> {
  const built = `${ensureNext()}/sites/bench-${site}`
  if (isTrusted && existsSync(`${built}/.next/BUILD_ID`)) return built
  const directory = await placeNext(site)
  run(process.execPath, [nextProgram(ensureNext()), 'build', '--webpack'], directory)
  return directory
}

/** The site in a folder of the bench called `name`, and Everfresh compiled: as it is published, not from source. The site is not built. */
export async function placeEverfresh(site: string, name = site): Promise<string> {
  const directory = `${benchDirectory}peers/everfresh-${name}`
  await copySite(site, directory)
  await writeFile(`${directory}/package.json`, JSON.stringify({ private: true, type: 'module' }))
  run('npm', ['run', '--silent', 'build'], repository)
  return directory
}

/** Everfresh with the site, built. */
export async function prepareEverfresh(site: string): Promise<string> {
  const built = `${benchDirectory}peers/everfresh-${site}`
  if (isTrusted && existsSync(`${built}/.everfresh/active`)) return built
  const directory = await placeEverfresh(site)
  run(process.execPath, [everfreshBin, 'build', directory], repository)
  return directory
}

export const everfreshBin = `${repository}packages/everfresh/bin/everfresh.js`

function run(command: string, args: readonly string[], cwd: string): void {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' as const }
  execFileSync(command, args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] })
}
