/** Builds the example store and starts it on `PORT` or 3000, then says what to try: the first thing a newcomer runs. */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { buildPackages } from './build.js'
import { passOnSignals, stopWithNpm } from './signals.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const cli = fileURLToPath(new URL('../packages/everfresh/bin/everfresh.js', import.meta.url))
const site = 'examples/store'
const whatToTryModule = new URL(`../${site}/scripts/what-to-try.js`, import.meta.url)

/**
 * Starts a command of the CLI.
 *
 * @param {string[]} args
 * @param {'inherit' | 'pipe'} stdout
 */
function everfresh(args, stdout) {
  const color = process.stdout.isTTY && !process.env.NO_COLOR ? { FORCE_COLOR: '1' } : {}
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: root,
    stdio: ['inherit', stdout, 'inherit'],
    env: { ...process.env, NODE_ENV: 'production', ...color },
  })
  passOnSignals(child)
  stopWithNpm(child)
  return child
}

/**
 * Resolves with the code with which `child` ends.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function exitCodeOf(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)))
  })
}

/**
 * Copies the server's output, and calls `whenReady` with its URL once it says that it is ready.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {(url: string) => void} whenReady
 */
function watchForReady(child, whenReady) {
  let seen = ''
  let ready = false
  child.stdout?.on('data', (chunk) => {
    process.stdout.write(chunk)
    if (ready) return
    // eslint-disable-next-line no-control-regex -- colours are escape sequences
    seen = (seen + chunk).replaceAll(/\u001b\[[0-9;]*m/g, '')
    const url = /Local:\s+(http\S+)/.exec(seen)?.[1]
    if (url === undefined || !/Ready in .*\n/.test(seen)) return
    ready = true
    whenReady(url)
  })
}

await buildPackages({ ifNeeded: true })
const buildCode = await exitCodeOf(everfresh(['build', site], 'inherit'))
if (buildCode !== 0) process.exit(buildCode)

const server = everfresh(['start', site, '-p', process.env.PORT ?? '3000'], 'pipe')
watchForReady(server, async (url) => {
  const { whatToTry } = await import(whatToTryModule.href)
  const text = await whatToTry({ url })
  if (typeof text === 'string') console.log(text)
})
process.exitCode = await exitCodeOf(server)
