/** Loads a server with wrk from the other core. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { loadCore, type ServerProcess } from './server-process.ts'
import { parseWrk, type WrkFigures } from './wrk.ts'

export type LoadResult = WrkFigures

export interface LoadOptions {
  readonly headers?: Readonly<Record<string, string>>
  readonly seconds: number
  /** A Lua file for wrk, and what follows it on its command line. */
  readonly script?: readonly string[]
}

export async function load(
  url: string,
  headers: Readonly<Record<string, string>>,
  seconds: number,
  script: readonly string[] = [],
): Promise<LoadResult> {
  const flags = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const [file, ...rest] = script
  const lua = file === undefined ? [] : ['-s', file]
  const args = ['-c', loadCore, 'wrk', '-t1', '-c64', `-d${seconds}s`, '--latency', ...flags, ...lua, url]
  if (rest.length > 0) args.push('--', ...rest)
  const { stdout } = await promisify(execFile)('taskset', args)
  return parseWrk(stdout)
}

export interface ServerLoadResult extends LoadResult {
  /** Answers per second that the server's processes spent on a processor, in user mode or in the kernel. */
  readonly requestsPerCpuSecond: number
}

/** Like `load`, and says what it cost the server. */
export async function loadServer(
  server: ServerProcess,
  path: string,
  { headers = {}, seconds, script = [] }: LoadOptions,
): Promise<ServerLoadResult> {
  const before = server.use().cpuSeconds
  const result = await load(server.url + path, headers, seconds, script)
  return { ...result, requestsPerCpuSecond: result.requests / (server.use().cpuSeconds - before) }
}
