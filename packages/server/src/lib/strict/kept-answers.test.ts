/** Answers that are kept come past node:http as they come through it, and only to those for whom they are. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Agent, type IncomingMessage, type ServerResponse } from 'node:http'
import { openMemoryPageStore } from '@everfresh/store-memory'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHttpCache, type HttpCache } from '../http-cache/http-cache.ts'
import { createServer, type Server } from '../server.ts'
import type { Served } from '../settings.ts'
import type { HandlerCache, HandlerTarget, Site } from '../site.ts'
import { send, type Answer, type RequestOptions } from '../testing/http-client.ts'
import { openScene, type Scene } from '../testing/scene.ts'

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown

let scene: Scene
let server: Server
let httpCache: HttpCache
let agent: Agent
let url: string
let handles: Record<string, Handle>
let cacheOptions: Partial<HandlerCache>
let served: Served
/** Requests that node:http has read. */
let read = 0
const count = (): void => void read++

beforeEach(async () => {
  handles = {}
  cacheOptions = {}
  scene = await openScene({ site: { hasFixedUrls: true, preview: () => undefined, mayBePreview } })
  const { clock, engine } = scene
  httpCache = createHttpCache({ store: openMemoryPageStore({ clock }), deployment: 'd1', clock })
  served = { site: siteWith({}), engine, httpCache }
  server = createServer({ current: () => served, clock })
  url = await server.listen(0, '127.0.0.1')
  agent = new Agent({ keepAlive: true, maxSockets: 1 })
  subscribe('http.server.request.start', count)
})
afterEach(async () => {
  unsubscribe('http.server.request.start', count)
  agent.destroy()
  await server.close(0)
  await httpCache.close(0)
  await scene.close()
})

const mayBePreview = (cookie: string): boolean => cookie.includes('draft')

const siteWith = (changes: Partial<Site>): Site => ({
  ...scene.site,
  resolve: ({ pathname }) => at(pathname),
  ...changes,
})

const at = (path: string): HandlerTarget => ({
  ...{ kind: 'handler', route: path, cache: { namespace: 'n', path, ...cacheOptions } },
  async handle(request, response) {
    await handles[path]!(request, response)
  },
})

const ask = (path: string, options: RequestOptions = {}): Promise<Answer> => send(url, path, { agent, ...options })

const says = (fields: Record<string, string>, body: string | (() => string) = 'hello'): Handle => {
  return (_, response) => {
    response.writeHead(200, { 'Cache-Control': 's-maxage=60', ...fields })
    response.end(typeof body === 'string' ? body : body())
  }
}

/** Asks until the answer is kept and its URL remembered. */
async function warm(path: string): Promise<void> {
  for (let visit = 0; visit < 3; visit++) await ask(path)
  read = 0
}

describe('a kept answer past node:http', () => {
  it.each([
    ['whole', {}],
    ['compressed', { 'accept-encoding': 'gzip, br' }],
    ['to whom has it', { 'if-none-match': 'W/"x"' }],
    ['to whom has another', { 'if-none-match': '"y"', 'user-agent': 'x' }],
    ['to whom has cookies that say nothing', { cookie: 'a=1' }],
  ])('is the same: %s', async (_, headers) => {
    handles = { '/a': says({ 'Content-Type': 'text/html', ETag: '"x"', 'X-Own': 'a, b' }, 'hello '.repeat(400)) }
    await warm('/a?b=1')
    scene.clock.advance(7_500)
    const answer = await ask('/a?b=1', { headers })
    expect(read).toBe(0)
    expect(answer.headers).toMatchObject({ age: '7', 'cache-status': 'everfresh; hit; ttl=52' })
    expect(new Date(answer.headers.date!).getTime()).toBe(scene.clock.now() - 7_500)
    expect(await ask('/a?b=1', { headers: { ...headers, 'x-unknown': '1' } })).toEqual(answer)
    expect(read).toBe(1)
  })

  it('is none once it is stale, and again when it was renewed (RFC 5861 §3)', async () => {
    let versions = 0
    const fields = { 'Cache-Control': 's-maxage=10, stale-while-revalidate=50' }
    handles = { '/a': says(fields, () => `version ${++versions}`) }
    await warm('/a')
    scene.clock.advance(11_000)
    expect((await ask('/a')).headers['cache-status']).toBe('everfresh; hit; ttl=-1')
    await scene.clock.settle()
    expect((await ask('/a')).text).toBe('version 2')
    expect(read).toBe(2)
    expect((await ask('/a')).text).toBe('version 2')
    expect(read).toBe(2)
  })

  it('is gone with what somebody changes (RFC 9111 §4.4)', async () => {
    let versions = 0
    handles = { '/a': says({}, () => `version ${++versions}`) }
    await warm('/a')
    await ask('/a', { method: 'POST' })
    expect((await ask('/a')).text).toBe('version 3')
  })

  it('belongs to its deployment', async () => {
    handles = { '/a': says({}) }
    await warm('/a')
    await ask('/a')
    expect(read).toBe(0)
    served = { ...served, site: siteWith({ resolve: () => ({ kind: 'redirect', status: 307, location: '/b' }) }) }
    expect((await ask('/a')).status).toBe(307)
  })

  it('is for everybody: two sessions and nobody who hammer the same URLs never see each other', async () => {
    const who = ({ headers }: IncomingMessage): string => headers.cookie ?? headers.authorization ?? 'nobody'
    const isPersonal = (request: IncomingMessage): boolean => who(request) !== 'nobody'
    cacheOptions = { isPersonal, mayBePersonal: () => true, ignoreCookies: true }
    handles = {
      '/personal': (request, response) =>
        says({ Vary: 'Cookie, Authorization' }, `for ${who(request)}`)(request, response),
      '/shared': (request, response) => {
        const isOwn = isPersonal(request)
        says(isOwn ? { 'Cache-Control': 'private' } : { ETag: '"x"' }, `for ${who(request)}`)(request, response)
      },
    }
    agent = new Agent({ keepAlive: true, maxSockets: 4 })
    const noise = ['accept', 'accept-language', 'user-agent', 'range', 'if-none-match', 'x-forwarded-for', 'pragma']
    const shown: string[] = []
    const visit = async (number: number): Promise<void> => {
      const name = ['nobody', 'anna', 'bert'][number % 3]!
      const field = number % 2 === 0 ? 'cookie' : 'authorization'
      const path = ['/shared', '/shared?x=1', '/shared?utm_source=y', '/personal'][(number >> 2) % 4]!
      const seen = await ask(path, {
        headers: {
          ...(number % 5 === 0 && { [noise[number % noise.length]!]: number % 4 === 0 ? '"x"' : 'bytes=0-1' }),
          ...(name !== 'nobody' && { [field]: name }),
        },
      })
      const others = ['nobody', 'anna', 'bert'].filter((other) => other !== name)
      if (others.some((other) => seen.text.includes(other))) shown.push(`${name} was shown ${path}: ${seen.text}`)
    }
    read = 0
    for (let round = 0; round < 20; round++) {
      await Promise.all(Array.from({ length: 30 }, (_, number) => visit(round * 31 + number)))
      if (round % 7 === 6) await ask('/shared', { method: 'POST' })
    }
    expect(shown).toEqual([])
    // Of 600 visits a third were nobody's.
    expect(read).toBeLessThan(550)
  })
})

describe('node:http answers', () => {
  const requests: Record<string, RequestOptions> = {
    'who may see drafts': { headers: { cookie: 'a=1; draft=1' } },
    'who may get an answer of his own': { headers: { cookie: 'a=1; user=1' } },
    'who has credentials': { headers: { authorization: 'x' } },
    'who wants a part': { headers: { range: 'bytes=0-1' } },
    'who has a date': { headers: { 'if-modified-since': 'Wed, 21 Oct 2026 07:28:00 GMT' } },
    'who asks another host': { headers: { host: 'other' } },
    HEAD: { method: 'HEAD' },
  }
  it.each(Object.entries(requests))('%s', async (_, options) => {
    cacheOptions = { isPersonal: () => false, mayBePersonal: (cookie) => cookie.includes('user') }
    handles = { '/a': says({ ETag: '"x"' }) }
    await warm('/a')
    await ask('/a', options)
    expect(read).toBe(1)
    await ask('/a')
    expect(read).toBe(1)
  })

  it.each([
    ['that vary', { Vary: 'Accept-Language' }],
    ['of fields that are not plain', { 'X-Name': 'é' }],
    ['whose tag may be read as two', { ETag: '"a,b"' }],
    ['that are not kept', { 'Cache-Control': 'private' }],
  ])('for answers %s', async (_, fields: Record<string, string>) => {
    handles = { '/a': says(fields) }
    await warm('/a')
    await ask('/a')
    expect(read).toBe(1)
  })

  it('where somebody else may be told otherwise for a reason of the site’s', async () => {
    cacheOptions = { isPersonal: ({ headers }) => headers['user-agent'] === 'editor' }
    let versions = 0
    handles = { '/a': says({}, () => `version ${++versions}`) }
    await warm('/a')
    expect((await ask('/a', { headers: { 'user-agent': 'editor' } })).text).toBe('version 2')
    expect(read).toBe(1)
  })

  it.each([
    ['where URLs change their meaning', { hasFixedUrls: false }],
    ['where requests have a say in it', { route: ({ url }: { url: object }) => ({ kind: 'url', url }) as never }],
  ])('%s', async (_, changes: Partial<Site>) => {
    served = { ...served, site: siteWith(changes) }
    handles = { '/a': says({}) }
    await warm('/a')
    await ask('/a')
    expect(read).toBe(1)
  })
})
