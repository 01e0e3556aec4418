/** Reads query strings. Runs in browsers too. */
import type { Params } from './pattern.ts'

/** Parameters by name. It has no prototype, so that no name from outside means anything but itself. */
export type Query = Record<string, string | string[]>

/**
 * Returns the parameters of a query string (with or without its `?`) and of the path. A name that occurs again makes an
 * array; the path's parameters win.
 */
export function queryOf(search: string, params: Readonly<Params> = {}): Query {
  const query = Object.create(null) as Query
  for (const [name, value] of new URLSearchParams(search)) {
    const earlier = query[name]
    if (earlier === undefined) query[name] = value
    else if (Array.isArray(earlier)) earlier.push(value)
    else query[name] = [earlier, value]
  }
  return Object.assign(query, params)
}
