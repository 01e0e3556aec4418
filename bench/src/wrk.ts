/** What wrk prints, as figures. */

export interface WrkFigures {
  readonly requests: number
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Answers that were neither 2xx nor 3xx, and broken connections. */
  readonly errors: number
}

/** @throws when it is not what wrk prints: a figure that is missing must not become one. */
export function parseWrk(output: string): WrkFigures {
  const figures = {
    requests: Number(/(\d+) requests in/.exec(output)?.[1]),
    requestsPerSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1]),
    p50Ms: milliseconds(/50%\s+([\d.]+)(us|ms|s|m)/.exec(output)),
    p99Ms: milliseconds(/99%\s+([\d.]+)(us|ms|s|m)/.exec(output)),
    errors: Number(/Non-2xx or 3xx responses: (\d+)/.exec(output)?.[1] ?? 0) + socketErrors(output),
  }
  if (Object.values(figures).some(Number.isNaN)) throw new Error(`wrk printed no figures:\n${output}`)
  return figures
}

function milliseconds(match: RegExpExecArray | null): number {
  const [, value, unit] = match ?? []
  return Number(value) * { us: 0.001, ms: 1, s: 1_000, m: 60_000 }[unit as 'us' | 'ms' | 's' | 'm']
}

function socketErrors(output: string): number {
  const numbers = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(output)
  return numbers === null ? 0 : numbers.slice(1).reduce((sum, number) => sum + Number(number), 0)
}
