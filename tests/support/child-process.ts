/** Runs our commands as real processes: output collected, the environment clean, nothing left behind. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

export type Environment = Readonly<Record<string, string | undefined>>

export interface Command {
  readonly process: ChildProcess
  /** Everything printed so far, stdout and stderr in order of arrival. */
  readonly logs: () => string
  /** Resolves when the process is gone and its output is read; never rejects. */
  readonly exited: Promise<Exit>
}

export interface Exit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
}

const running = new Set<ChildProcess>()

// A test file that is torn down in the middle must not leave servers behind.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts `node` with `args` in `directory`. `env` is added to a clean environment; `undefined` removes a variable. */
export function runNode(args: readonly string[], directory: string, env: Environment = {}): Command {
  const child = spawn(process.execPath, args, { cwd: directory, env: cleanEnvironment(env), stdio: 'pipe' })
  running.add(child)
  const chunks: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (chunk: string) => chunks.push(chunk))
  }
  const exited = once(child, 'close').then(([code, signal]): Exit => {
    running.delete(child)
    return { code, signal }
  })
  return { process: child, logs: () => chunks.join(''), exited }
}

/**
 * Resolves with `match(logs)` as soon as it is not undefined.
 *
 * @throws when the process ends first or `timeoutMs` pass; the message holds the logs.
 */
export async function waitForLogs<T>(
  command: Command,
  match: (logs: string) => T | undefined,
  timeoutMs: number,
): Promise<T> {
  const { stdout, stderr } = command.process
  return await new Promise<T>((resolve, reject) => {
    const fail = (reason: string) => settle(() => reject(new Error(`${reason}. It printed:\n${command.logs()}`)))
    const timer = setTimeout(() => fail(`The process was not ready within ${timeoutMs} ms`), timeoutMs)
    const look = () => {
      const found = match(command.logs())
      if (found !== undefined) settle(() => resolve(found))
    }
    const settle = (finish: () => void) => {
      clearTimeout(timer)
      stdout?.off('data', look)
      stderr?.off('data', look)
      finish()
    }
    stdout?.on('data', look)
    stderr?.on('data', look)
    void command.exited.then((exit) => fail(`The process ended with ${exit.signal ?? `code ${exit.code}`}`))
    look()
  })
}

/** The test runner marks its own environment; the sites under test must not see that. */
function cleanEnvironment(added: Environment): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) =>
      !/^(VITEST|VITE_|TEST$|NODE_ENV$|MODE$|DEV$|PROD$|SSR$|BASE_URL$|FORCE_COLOR$|NODE_OPTIONS$|PORT$)/.test(name),
  )
  const entries = [...inherited, ['NO_COLOR', '1'] as const, ...Object.entries(added)]
  // A later value wins, `undefined` included.
  return Object.fromEntries(Object.entries(Object.fromEntries(entries)).filter(([, value]) => value !== undefined))
}
