/** Builds the dictionary where that is needed, and starts and stops it as a process of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildPackages } from '../build.js'
import { passOnSignals } from '../signals.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const cli = join(root, 'packages/everfresh/bin/everfresh.js')
const site = join(root, 'examples/dictionary')
const output = join(site, '.everfresh')

/** @typedef {{ url: string, pid: number, stop: () => Promise<void> }} Server */

/**
 * Builds unless there is a build that is newer than everything it is made of. `fresh` deletes all generated pages first.
 *
 * @param {{ fresh: boolean }} options
 */
export async function buildDictionary({ fresh }) {
  await buildPackages({ ifNeeded: true })
  if (fresh) rmSync(output, { recursive: true, force: true })
  const builtAt = modifiedAt(join(output, 'active'))
  if (Math.max(newestIn(site), modifiedAt(join(root, 'packages/everfresh/dist/bin.js'))) < builtAt) return
  const build = spawn(process.execPath, [cli, 'build', site], { cwd: root, stdio: 'inherit' })
  passOnSignals(build)
  const [code] = await once(build, 'exit')
  if (code !== 0) throw new Error('The dictionary could not be built; see above.')
}

/**
 * Starts the built dictionary on a free port.
 *
 * @returns {Promise<Server>}
 */
export async function startDictionary() {
  const server = spawn(process.execPath, [cli, 'start', site, '-p', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NO_COLOR: '1', NODE_ENV: 'production' },
  })
  passOnSignals(server)
  const exited = once(server, 'exit')
  const url = await Promise.race([readyUrl(server.stdout), exited.then(() => undefined)])
  if (url === undefined) throw new Error('The dictionary could not be started; see above.')
  return {
    url,
    pid: server.pid ?? 0,
    async stop() {
      server.kill('SIGTERM')
      await exited
    },
  }
}

/**
 * @param {import('node:stream').Readable} stdout
 * @returns {Promise<string>}
 */
function readyUrl(stdout) {
  return new Promise((resolve) => {
    let logs = ''
    stdout.setEncoding('utf8').on('data', (chunk) => {
      // Afterwards the output is only read so that the server never waits for it.
      if (logs.includes('Ready in')) return
      logs += chunk
      const url = /Local:\s+(http\S+)/.exec(logs)?.[1]
      if (logs.includes('Ready in') && url) resolve(url)
    })
  })
}

/** @param {string} directory */
function newestIn(directory) {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name))
    .filter((file) => !file.startsWith(output))
  return Math.max(...files.map(modifiedAt))
}

/** @param {string} file */
const modifiedAt = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0)

/** What the generated pages take on disk, in bytes. */
export function pagesOnDisk() {
  const directory = join(output, 'pages')
  if (!existsSync(directory)) return 0
  return (
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => statSync(join(file.parentPath, file.name)))
      // Blocks, for the store's file has holes.
      .reduce((sum, { blocks, size }) => sum + (blocks === undefined ? size : blocks * 512), 0)
  )
}
