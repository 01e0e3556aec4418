/** A web request made of one of Node.js, so that it is noticed when code looks at what makes its visitor a person. */
import type { IncomingMessage } from 'node:http'
import { requestField } from '../fields.ts'

const personal: ReadonlySet<string> = new Set(['cookie', 'authorization'])

/**
 * The request that `request` is, without a body, for `url`.
 *
 * Cookies and credentials are read from `request` when they are asked for by `headers` or `clone()`, and not before. They are
 * not there for whoever passes the request on as it is, `fetch(request)` or `new Request(request)`: nobody could notice that.
 */
export function requestWatchedBy(request: IncomingMessage, url: string): Request {
  const init = { method: request.method ?? 'GET' }
  const headers = new VisitorHeaders(request)
  const watched = new Request(url, { ...init, headers: impersonalFields(request) })
  return Object.defineProperties(watched, {
    headers: { value: headers },
    clone: { value: () => new Request(url, { ...init, headers: [...headers] }) },
  })
}

function impersonalFields({ headers }: IncomingMessage): [string, string][] {
  const names = Object.keys(headers).filter((name) => !personal.has(name))
  return names.map((name) => [name, requestField(headers, name) ?? ''])
}

class VisitorHeaders extends Headers {
  readonly #request: IncomingMessage

  constructor(request: IncomingMessage) {
    super(impersonalFields(request))
    this.#request = request
  }

  override get(name: string): string | null {
    const key = String(name).toLowerCase()
    return personal.has(key) ? (requestField(this.#request.headers, key) ?? null) : super.get(name)
  }

  override has(name: string): boolean {
    return this.get(name) !== null
  }

  override forEach(visit: (value: string, key: string, headers: Headers) => void): void {
    for (const [name, value] of this) visit(value, name, this)
  }

  override entries(): HeadersIterator<[string, string]> {
    return this.#all().entries()
  }

  override keys(): HeadersIterator<string> {
    return this.#all().keys()
  }

  override values(): HeadersIterator<string> {
    return this.#all().values()
  }

  override [Symbol.iterator](): HeadersIterator<[string, string]> {
    return this.entries()
  }

  /** Whoever looks at all has looked at those, too. */
  #all(): Headers {
    const all = new Headers(impersonalFields(this.#request))
    for (const name of personal) {
      const value = this.get(name)
      if (value !== null) all.set(name, value)
    }
    return all
  }
}
