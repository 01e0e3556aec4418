/** What a bench needs beside the repository: a load generator, and Next.js in a folder of its own. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { ensureNext, nextProgram } from '../../scripts/next.js'

export const benchDirectory = fileURLToPath(new URL('..', import.meta.url))
export const repository = fileURLToPath(new URL('../..', import.meta.url))

const has = (command: string) => spawnSync('which', [command]).status === 0

/** Installs Debian's package of `command` when it is missing. @throws when that is not allowed here. */
export function requireCommand(command: string, packageName = command): void {
  if (has(command)) return
  process.stderr.write(`${command} is missing; installing Debian's package ${packageName} …\n`)
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const install = [...sudo, 'sh', '-c', `apt-get update -qq && apt-get install -y -qq ${packageName}`]
  const { status } = spawnSync(install[0]!, install.slice(1), { stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0 || !has(command))
    throw new Error(`The bench needs "${command}". Install the package ${packageName} and run it again.`)
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

/** Real Next.js with the site, built. */
export async function prepareNext(site: string): Promise<string> {
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
  const directory = await placeEverfresh(site)
  run(process.execPath, [everfreshBin, 'build', directory], repository)
  return directory
}

export const everfreshBin = `${repository}packages/everfresh/bin/everfresh.js`

function run(command: string, args: readonly string[], cwd: string): void {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' as const }
  execFileSync(command, args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] })
}
