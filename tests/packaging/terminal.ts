/** Types commands as a user would in a terminal of their own, away from this repository and from the test runner. */
import { spawn, type ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { delimiter } from 'node:path'
import { waitForLogs } from '../support/child-process.ts'

export interface BackgroundCommand {
  readonly logs: () => string
  /** Resolves with what `match` found in the output. */
  waitFor(match: RegExp, timeoutMs: number): Promise<RegExpExecArray>
  /** Presses Ctrl+C and waits until every process that the command started is gone. */
  interrupt(): Promise<void>
  /** Asks the command, and none of the processes that it started, to end (SIGTERM); waits until all of them are gone. */
  terminate(): Promise<void>
  /** Kills whatever is left of it (SIGKILL). */
  kill(): Promise<void>
}

/** Runs a command to its end. @throws with its output when it fails. */
export async function type(command: string, directory: string, env: Readonly<Record<string, string>>): Promise<string> {
  const { child, logs, closed } = open(command, directory, env)
  await closed
  if (child.exitCode !== 0) throw new Error(`"${command.trim()}" ended with ${child.exitCode}:\n${logs()}`)
  return logs()
}

export function typeInBackground(
  command: string,
  directory: string,
  env: Readonly<Record<string, string>>,
): BackgroundCommand {
  const { child, logs, closed } = open(command, directory, env)
  const isRunning = () => child.exitCode === null && child.signalCode === null
  const exited = closed.then(() => ({ code: child.exitCode, signal: child.signalCode }))
  return {
    logs,
    waitFor: (match, timeoutMs) =>
      waitForLogs({ process: child, logs, exited }, (text) => match.exec(text) ?? undefined, timeoutMs),
    async interrupt() {
      // A terminal sends the signal to the whole group of processes.
      if (isRunning()) process.kill(-(child.pid as number), 'SIGINT')
      await closed
    },
    async kill() {
      try {
        process.kill(-(child.pid as number), 'SIGKILL')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
      }
      await closed
    },
    async terminate() {
      if (isRunning()) child.kill('SIGTERM')
      // The output is closed once the last process that could write to it has ended.
      await closed
    },
  }
}

function open(command: string, directory: string, env: Readonly<Record<string, string>>) {
  const child = spawn('sh', ['-e', '-c', command], {
    cwd: directory,
    env: { ...userEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const chunks: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (chunk: string) => chunks.push(chunk))
  }
  return { child: child as ChildProcess, logs: () => chunks.join(''), closed: closing(child) }
}

const closing = (child: ChildProcess) =>
  new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve())
  })

/** The environment of a user's shell: without what npm and vitest add for their scripts, this repository's programs included. */
function userEnvironment(): NodeJS.ProcessEnv {
  const kept =
    /^(HOME|USER|LANG|TMPDIR|NODE_EXTRA_CA_CERTS|SSL_CERT_.*|.*_proxy|npm_config_(registry|cache|userconfig|cafile))$/i
  const inherited = Object.entries(process.env).filter(([name]) => kept.test(name))
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
  return { ...Object.fromEntries(inherited), PATH: folders.join(delimiter), NO_COLOR: '1' }
}

/** A port that nobody listens on at the moment, for programs that cannot be asked to choose one. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
