/** A server under measurement: a process of its own, on the first core. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { cpus } from 'node:os'
import { type ProcessUse, useOf } from './process-use.ts'

export interface ServerProcess {
  readonly name: string
  readonly url: string
  /** From its start, ms. */
  readonly firstAnswerMs: number
  /** Resident memory of the processes that serve, bytes. */
  residentBytes(): number
  /** What the processes that serve have used since they were started, and what they hold. */
  use(): ProcessUse
  /** Lets it run on all cores of the machine, or, as at first, on that of servers alone. */
  useCores(which: 'all' | 'own'): void
  stop(): Promise<void>
}

/** A bench that fails must not leave servers behind that the next one would measure. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Core of the servers; the load comes from `loadCore`. */
const serverCore = '0'
export const loadCore = '1'

/**
 * Starts `node args` and waits until it answers at `path`. The server must listen on the environment's `PORT`; `environment` is
 * added to it.
 *
 * @throws when the process ends, or does not answer with 200 within a minute.
 */
export const startServer = (
  name: string,
  args: readonly string[],
  cwd: string,
  path: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> => startProgram(name, () => [process.execPath, ...args], { cwd, path, environment })

export interface ProgramOptions {
  readonly cwd: string
  /** Asked until it is answered with 200. */
  readonly path: string
  readonly environment?: Readonly<Record<string, string>>
}

/**
 * Like `startServer`, for any program: `command` returns its words, given the port to listen on.
 *
 * @throws when the process ends, or does not answer with 200 within a minute.
 */
export async function startProgram(
  name: string,
  command: (port: number) => readonly string[],
  { cwd, path, environment = {} }: ProgramOptions,
): Promise<ServerProcess> {
  const port = await freePort()
  const env = {
    ...process.env,
    ...environment,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    PORT: String(port),
  } as const
  const startedAt = performance.now()
  const child = spawn('taskset', ['-c', serverCore, ...command(port)], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  child.once('exit', () => running.delete(child))
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const url = `http://127.0.0.1:${port}`
  await answering(`${url}${path}`, child, () => output)
  const firstAnswerMs = performance.now() - startedAt
  // `taskset` replaces itself by the program, so the child's process is the server's.
  const use = () => useOf(child.pid!)
  return {
    name,
    url,
    firstAnswerMs,
    use,
    residentBytes: () => use().residentBytes,
    useCores(which) {
      const cores = which === 'all' ? `0-${cpus().length - 1}` : serverCore
      execFileSync('taskset', ['-a', '-c', '-p', cores, String(child.pid)], { stdio: 'ignore' })
    },
    async stop() {
      if (child.exitCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    },
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

async function answering(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
    if (child.exitCode !== null) break
    const response = await fetch(url).catch(() => undefined)
    if (response?.status === 200) return void (await response.arrayBuffer())
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  throw new Error(`${url} does not answer with 200. The server printed:\n${output()}`)
}
