/** Handlers whose answers are kept, or are not, for every reason that there is: for everybody, for one, varied, changed by who posts. */
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { Clock } from '@everfresh/engine'
import { openMemoryPageStore } from '@everfresh/store-memory'
import { createHttpCache, type HttpCache } from '../../http-cache/http-cache.ts'
import type { HandlerTarget } from '../../site.ts'
import { calmHosts } from './vocabulary.ts'

export interface KeptSite {
  readonly targets: Readonly<Record<string, HandlerTarget>>
  readonly httpCache: HttpCache
  close(): Promise<void>
}

/** Most are asked for often, so that their answers are kept for most hosts. */
export const keptTargets = [
  ...['/kept', '/kept', '/kept', '/kept', '/kept/large', '/kept/large', '/kept/short', '/kept/dated', '/kept/dated'],
  ...['/kept?a=1&b=2', '/kept?b=2&a=1', '/kept?utm_source=x', '/kept?', '/kept/large?gclid=1', '/kept/short?x=%20'],
  ...['/kept/varied', '/kept/odd', '/kept/personal', '/kept/missing', '/kept/', '/%6bept'],
]

export const keptEtags = ['"v1"', '"v2"', '"large"', 'W/"large"', '"a,b"']

interface Made {
  readonly status?: number
  readonly fields: OutgoingHttpHeaders
  readonly body?: string
}

type Make = (request: IncomingMessage, version: string) => Made

const forLong = { 'Cache-Control': 's-maxage=1000' }

const namesSomebody = (cookie: string): boolean => cookie.includes('session=')

const isSomebody = ({ headers }: IncomingMessage): boolean =>
  headers.authorization !== undefined || namesSomebody(headers.cookie ?? '')

/** Opens one with memory of its own, which is the same as another's to whom the same has happened. */
export function openKeptSite(clock: Clock): KeptSite {
  const store = openMemoryPageStore({ clock })
  const httpCache = createHttpCache({ store, deployment: 'd1', clock })
  let versions = 0
  const answers: Record<string, Make> = {
    '/kept': (_, version) => ({ fields: { ...forLong, ETag: `"${version}"` } }),
    '/kept/short': (_, version) => ({
      fields: { 'Cache-Control': 's-maxage=2, stale-while-revalidate=2', ETag: `"${version}"` },
    }),
    // Compressed on other threads, whose time is their own: made once, and never while somebody's answers are compared.
    '/kept/large': ({ method, url, headers: { host = '' } }) => ({
      status: method === 'GET' ? 200 : 405,
      fields: {
        'Cache-Control': url === '/kept/large' && calmHosts.includes(host) ? 's-maxage=2147483648' : 'private',
        ...{ ETag: '"large"', 'Content-Type': 'text/html' },
      },
      body: 'large '.repeat(300),
    }),
    '/kept/dated': () => ({
      fields: {
        ...{ 'Cache-Control': 'max-age=1000', Age: '7', 'Set-Like': 'a=b' },
        date: new Date(clock.now() - 5_000).toUTCString(),
        'last-modified': 'Thu, 01 Jan 1970 00:00:00 GMT',
      },
    }),
    '/kept/varied': ({ headers }, version) => ({
      fields: { ...forLong, Vary: 'Accept-Language', ETag: `"${version}"` },
      body: `for ${headers['accept-language']}`,
    }),
    '/kept/odd': () => ({ fields: { ...forLong, ETag: '"a,b"', 'X-Name': 'é' } }),
    '/kept/personal': ({ headers }) => ({ fields: forLong, body: `for ${headers.cookie}` }),
    '/kept/missing': () => ({ status: 404, fields: forLong }),
  }
  const targetOf = (path: string, make: Make): HandlerTarget => ({
    ...{ kind: 'handler', route: path },
    cache: { namespace: 'n', path, isPersonal: isSomebody, mayBePersonal: namesSomebody },
    async handle(request, response, watch) {
      const version = `v${++versions}`
      const { status = 200, fields, body = `${request.url} of ${request.headers.host}` } = make(request, version)
      // Who is watched is nobody in particular.
      const who = watch === undefined && isSomebody(request) ? ` for ${request.headers.cookie} alone` : ''
      response.writeHead(status, who === '' ? fields : { 'Cache-Control': 'private' })
      response.end(`${version}: ${body}${who}`)
    },
  })
  return {
    targets: Object.fromEntries(Object.entries(answers).map(([path, make]) => [path, targetOf(path, make)])),
    httpCache,
    async close() {
      await httpCache.close(0)
      await store.close()
    },
  }
}
