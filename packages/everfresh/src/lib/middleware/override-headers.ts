/** Gives a request the headers that middleware wants the page or API route to see. */
import type { IncomingMessage } from 'node:http'
import * as intent from '../compat/server/response-intent.ts'

/** They tell how the request arrives, which is over. */
const untouched = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Headers of `request` that `answer` does not name are gone, as are internal ones that it names. */
export function overrideHeaders(request: IncomingMessage, answer: Headers): void {
  const list = answer.get(intent.overriddenHeaders)
  if (list === null) return
  const given = list
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && !untouched.has(name) && !name.startsWith('x-middleware-'))
    .map((name) => [name, answer.get(intent.requestHeaderPrefix + name)] as const)
    .filter((pair): pair is [string, string] => pair[1] !== null)
  const kept = Object.entries({ ...request.headers, connection: connectionOf(request, given) }).filter(
    ([name, value]) => untouched.has(name) && value !== undefined,
  )
  const all = [...kept, ...given].map(([name, value]) => [name, String(value)] as const)
  request.headers = Object.fromEntries(all)
  request.headersDistinct = Object.fromEntries(all.map(([name, value]) => [name, [value]]))
  request.rawHeaders = all.flat()
}

/** Without the headers that middleware has given: a visitor must not have another server left without them. */
function connectionOf({ headers }: IncomingMessage, given: readonly (readonly [string, string])[]): string | undefined {
  if (headers.connection === undefined) return undefined
  const names = new Set(given.map(([name]) => name))
  const kept = headers.connection.split(',').filter((name) => !names.has(name.trim().toLowerCase()))
  return kept.length === 0 ? undefined : kept.join(',')
}
