/** What a bench needs beside the repository: a load generator, and Next.js in a folder of its own. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

export const benchDirectory = fileURLToPath(new URL('..', import.meta.url))
export const repository = fileURLToPath(new URL('../..', import.meta.url))

/** Newest release that the figures in this repository were taken against. */
const nextVersion = '16.4.6'

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

/** A copy of the site for a peer, in a folder that Git ignores. Returns its path. */
export async function copySite(site: string, name: string): Promise<string> {
  const target = `${benchDirectory}peers/${name}`
  await mkdir(target, { recursive: true })
  for (const folder of ['pages', 'data']) {
    await rm(`${target}/${folder}`, { recursive: true, force: true })
    await cp(`${benchDirectory}sites/${site}/${folder}`, `${target}/${folder}`, { recursive: true })
  }
  return target
}

/** Real Next.js with the site, built. */
export async function prepareNext(site: string): Promise<string> {
  const directory = await copySite(site, `next-${site}`)
  const manifest = { private: true, dependencies: { next: nextVersion, react: '^19.0.0', 'react-dom': '^19.0.0' } }
  await writeFile(`${directory}/package.json`, JSON.stringify(manifest, null, 2))
  if (!existsSync(`${directory}/node_modules/next`))
    run('npm', ['install', '--no-audit', '--no-fund', '--no-workspaces'], directory)
  run('npx', ['next', 'build', '--webpack'], directory)
  return directory
}

/** Everfresh as it is published: compiled, not from source. */
export async function prepareEverfresh(site: string): Promise<string> {
  const directory = await copySite(site, `everfresh-${site}`)
  await writeFile(`${directory}/package.json`, JSON.stringify({ private: true, type: 'module' }))
  run('npm', ['run', '--silent', 'build'], repository)
  run(process.execPath, [everfreshBin, 'build', directory], repository)
  return directory
}

export const everfreshBin = `${repository}packages/everfresh/bin/everfresh.js`

function run(command: string, args: readonly string[], cwd: string): void {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' as const }
  if (command === 'npm' && args[0] === 'install') delete (env as Record<string, unknown>)['NODE_ENV']
  execFileSync(command, args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] })
}
