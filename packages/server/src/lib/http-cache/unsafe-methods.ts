/** What a request that changes something makes out of date (RFC 9111 §4.4). */
import type { ServerResponse } from 'node:http'

/** RFC 9110 §9.2.1. Whatever else there is may change something. */
const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE'])

export const isUnsafe = (method: string | undefined): boolean => !safe.has(method ?? 'GET')

/** An answer waits this long for its effect on others, ms. */
const patienceMs = 2_000

type Call = () => void

/**
 * Calls `invalidate` with the paths that a successful answer makes out of date: its own, and those that it names on the same
 * host. Not a byte of the answer leaves before that is done, so that whoever gets it sees the change; what is written after that
 * goes out at once.
 */
export function invalidateBefore(
  response: ServerResponse,
  pathname: string,
  host: string,
  invalidate: (paths: readonly string[]) => Promise<unknown>,
): void {
  const { write, end, flushHeaders } = response
  let waiting: Call[] | undefined
  /** Does `call` when the answer may go out; true when that is now. */
  const when = (call: Call): boolean => {
    if (waiting !== undefined) {
      waiting.push(call)
      return false
    }
    if (!isSuccess(response.statusCode)) {
      Object.assign(response, { write, end, flushHeaders })
      call()
      return true
    }
    waiting = [call]
    void done(invalidate(pathsOf(response, pathname, host))).then(() => {
      Object.assign(response, { write, end, flushHeaders })
      for (const each of waiting!) each()
      return response.emit('drain')
    })
    return false
  }
  const apply = (method: unknown, parameters: unknown[]): unknown =>
    (method as (...all: unknown[]) => unknown).apply(response, parameters)
  Object.assign(response, {
    write: (...parameters: unknown[]) => when(() => void apply(write, parameters)),
    flushHeaders: () => void when(() => void apply(flushHeaders, [])),
    end: (...parameters: unknown[]) => {
      when(() => void apply(end, parameters))
      return response
    },
  })
}

/** Never rejects: what could not be told to others in time is told by its age. */
async function done(invalidated: Promise<unknown>): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, patienceMs).unref())
  await Promise.race([invalidated.catch(() => {}), late])
}

const isSuccess = (status: number): boolean => status >= 200 && status < 400

function pathsOf(response: ServerResponse, pathname: string, host: string): string[] {
  const named = ['location', 'content-location'].map((name) => pathOn(host, pathname, response.getHeader(name)))
  return [...new Set([pathname, ...named.filter((path) => path !== undefined)])]
}

function pathOn(host: string, base: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  try {
    const url = new URL(value, `http://${host}${base}`)
    return url.host === host.toLowerCase() ? url.pathname : undefined
  } catch {
    return undefined
  }
}
