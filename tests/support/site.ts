/** Copies a fixture site, and builds, starts or develops it with the real command line in a process of its own. */
import { randomBytes } from 'node:crypto'
import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runNode, waitForLogs, type Command, type Environment, type Exit } from './child-process.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))
const sites = join(repository, 'tests/sites')
const copies = join(repository, 'tests/.tmp')
/** As it is published: compiled, once, before the first of these tests (see `compiled-packages.ts`). */
const cli = join(repository, 'packages/everfresh/bin/everfresh.js')

export interface SiteCopy {
  readonly directory: string
  /** Writes a file of the copy, path relative to it; folders are made. */
  write(path: string, content: string): Promise<void>
  /** Deletes the copy with everything built in it. */
  remove(): Promise<void>
}

export interface ProcessOptions {
  /** Added to the environment; `undefined` removes a variable. */
  readonly env?: Environment
  /** Further arguments of the command. */
  readonly args?: readonly string[]
}

export interface ServeOptions extends ProcessOptions {
  /** 0, the default, lets the system choose. */
  readonly port?: number
  readonly timeoutMs?: number
}

export interface BuildResult {
  readonly exitCode: number | null
  readonly output: string
}

export interface RunningSite {
  /** Where it listens, without a trailing slash: `http://localhost:41234`. */
  readonly url: string
  readonly pid: number
  /** Everything printed so far. */
  readonly logs: () => string
  /** Asks the process to stop (SIGTERM) and waits until it is gone. */
  stop(): Promise<Exit>
  /** Kills the process (SIGKILL) and waits until it is gone. */
  kill(): Promise<Exit>
}

/**
 * Copies `site` (a folder's path, or the name of a folder in `tests/sites`) to a new folder within the repository, so
 * that its imports resolve as in a workspace. Files of `overlay` (by path) are added or replaced.
 */
export async function copySite(
  site: string,
  overlay: Readonly<Record<string, string>> = {},
  folder = copies,
): Promise<SiteCopy> {
  const source = resolve(sites, site)
  const directory = join(folder, `${basename(source)}-${randomBytes(6).toString('hex')}`)
  const generated = /[/\\](node_modules|\.everfresh|\.next)([/\\]|$)/
  await cp(source, directory, { recursive: true, filter: (file) => !generated.test(file.slice(source.length)) })
  const copy: SiteCopy = {
    directory,
    async write(path, content) {
      const file = join(directory, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, content)
    },
    remove: () => rm(directory, { recursive: true, force: true, maxRetries: 5 }),
  }
  for (const [path, content] of Object.entries(overlay)) await copy.write(path, content)
  return copy
}

/** Starts any command of the CLI in `directory`, for tests that interrupt it. */
export const startCli = (directory: string, args: readonly string[], env: Environment = {}): Command =>
  runNode([cli, ...args], directory, env)

/** Runs any command of the CLI in `directory` to its end; does not throw when it fails. */
export async function runCli(directory: string, args: readonly string[], env: Environment = {}): Promise<BuildResult> {
  const command = startCli(directory, args, env)
  const { code } = await command.exited
  return { exitCode: code, output: command.logs() }
}

/**
 * Builds the site in `directory`.
 *
 * @throws when the build fails, with what it printed; use `runCli` where a failure is expected.
 */
export async function buildSite(directory: string, options: ProcessOptions = {}): Promise<BuildResult> {
  const result = await runCli(directory, ['build', directory, ...(options.args ?? [])], options.env)
  if (result.exitCode !== 0) throw new Error(`The build of ${directory} failed:\n${result.output}`)
  return result
}

/** Starts the built site in `directory` and resolves when it is ready. */
export const startSite = (directory: string, options: ServeOptions = {}) => serve('start', directory, options)

/** Starts the development server for `directory` and resolves when it is ready. */
export const devSite = (directory: string, options: ServeOptions = {}) => serve('dev', directory, options)

function serve(command: 'start' | 'dev', directory: string, options: ServeOptions): Promise<RunningSite> {
  const { args = [], port = 0 } = options
  return serveWith([cli, command, directory, '-p', String(port), ...args], directory, options)
}

/** Starts `node` with `command` in `directory`, a server that prints where it listens, and resolves when it is ready. */
export async function serveWith(
  command: readonly string[],
  directory: string,
  { env = {}, timeoutMs = 60_000 }: Pick<ServeOptions, 'env' | 'timeoutMs'>,
): Promise<RunningSite> {
  const server = runNode(command, directory, env)
  try {
    const url = await waitForLogs(server, readyUrl, timeoutMs)
    return running(server, url)
  } catch (error) {
    server.process.kill('SIGKILL')
    await server.exited
    throw error
  }
}

function readyUrl(logs: string): string | undefined {
  if (!/Ready in /.test(logs)) return undefined
  return /Local:\s+(https?:\/\/\S+?)\/?\s/.exec(logs)?.[1]
}

function running(server: Command, url: string): RunningSite {
  const end = (signal: NodeJS.Signals) => {
    server.process.kill(signal)
    return server.exited
  }
  return {
    url,
    pid: server.process.pid ?? 0,
    logs: server.logs,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
}
