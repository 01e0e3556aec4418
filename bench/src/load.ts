/** Loads a server with wrk from the other core. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { loadCore } from './server-process.ts'

export interface LoadResult {
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Answers that were neither 2xx nor 3xx, and broken connections. */
  readonly errors: number
}

export async function load(
  url: string,
  headers: Readonly<Record<string, string>>,
  seconds: number,
): Promise<LoadResult> {
  const flags = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const args = ['-c', loadCore, 'wrk', '-t1', '-c64', `-d${seconds}s`, '--latency', ...flags, url]
  const { stdout } = await promisify(execFile)('taskset', args)
  return {
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]),
    p50Ms: milliseconds(/50%\s+([\d.]+)(us|ms|s)/.exec(stdout)),
    p99Ms: milliseconds(/99%\s+([\d.]+)(us|ms|s)/.exec(stdout)),
    errors: Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0) + socketErrors(stdout),
  }
}

function milliseconds(match: RegExpExecArray | null): number {
  const [, value, unit] = match ?? []
  return Number(value) * { us: 0.001, ms: 1, s: 1000 }[unit as 'us' | 'ms' | 's']
}

function socketErrors(stdout: string): number {
  const numbers = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(stdout)
  return numbers === null ? 0 : numbers.slice(1).reduce((sum, number) => sum + Number(number), 0)
}
