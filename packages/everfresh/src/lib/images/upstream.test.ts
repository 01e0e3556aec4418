import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { fetchOriginal, type UpstreamOptions } from './upstream.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/x.png`)
}

const fetched = (url: URL, options: Partial<UpstreamOptions> = {}) =>
  fetchOriginal(url, {
    signal: new AbortController().signal,
    timeoutMs: 5_000,
    maximumBytes: 1_000,
    maximumRedirects: 2,
    mayBePrivate: () => true,
    ...options,
  })

test('gives the bytes, and how long they may be kept', async () => {
  const url = await serve((_request, response) => {
    response.setHeader('Cache-Control', 'public, max-age=60, s-maxage=600').end('picture')
  })
  expect(await fetched(url)).toEqual({ bytes: Buffer.from('picture'), maxAge: 600 })
})

test('asks without anything of a visitor', async () => {
  let headers: object = {}
  const url = await serve((request, response) => {
    ;({ headers } = request)
    response.end('picture')
  })
  await fetched(url)
  expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
})

test.each([404, 403, 500, 503])('passes the status %i on', async (status) => {
  const url = await serve((_request, response) => response.writeHead(status).end())
  await expect(fetched(url)).rejects.toMatchObject({
    status,
    answer: '"url" parameter is valid but upstream response is invalid',
  })
})

test('an answer that is none is a bad gateway', async () => {
  const broken = await serve((request) => request.socket.destroy())
  await expect(fetched(broken)).rejects.toMatchObject({ status: 502 })
  const aimless = await serve((_request, response) => response.writeHead(302).end())
  await expect(fetched(aimless)).rejects.toMatchObject({ status: 502 })
  const cut = await serve((request, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('half')
    setImmediate(() => request.socket.destroy())
  })
  await expect(fetched(cut)).rejects.toMatchObject({ status: 502 })
})

test('an empty answer is no image', async () => {
  const url = await serve((_request, response) => response.end())
  await expect(fetched(url)).rejects.toMatchObject({
    status: 400,
    answer: "The requested resource isn't a valid image.",
  })
})

test('follows redirects, but not for ever', async () => {
  let asked = 0
  const url = await serve((request, response) => {
    asked++
    const steps = Number(new URL(request.url!, 'http://x').searchParams.get('steps'))
    if (steps === 0) return response.end('picture')
    return response.writeHead(302, { location: `/x.png?steps=${steps - 1}` }).end()
  })
  url.search = '?steps=2'
  expect((await fetched(url)).bytes.toString()).toBe('picture')
  asked = 0
  url.search = '?steps=9'
  await expect(fetched(url)).rejects.toMatchObject({ status: 508 })
  expect(asked).toBe(3)
})

test('does not leave the web', async () => {
  const url = await serve((_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end())
  await expect(fetched(url)).rejects.toMatchObject({ status: 502 })
})

test('stops reading what is too large, whether it says so or not', async () => {
  const honest = await serve((_request, response) => response.end(Buffer.alloc(1_001)))
  await expect(fetched(honest)).rejects.toMatchObject({ status: 413 })
  let closed: Promise<unknown> = Promise.resolve()
  const endless = await serve((_request, response) => {
    closed = once(response, 'close')
    const write = () => void (response.write(Buffer.alloc(600)) && setImmediate(write))
    write()
  })
  await expect(fetched(endless)).rejects.toMatchObject({ status: 413 })
  await closed
})

test('waits no longer than it may, before and during the answer', async () => {
  const silent = await serve(() => {})
  const answer = '"url" parameter is valid but upstream response timed out'
  await expect(fetched(silent, { timeoutMs: 50 })).rejects.toMatchObject({ status: 504, answer })
  const slow = await serve((_request, response) => void response.write('a'))
  await expect(fetched(slow, { timeoutMs: 50 })).rejects.toMatchObject({ status: 504, answer })
})

test('gives up when it is told to', async () => {
  const control = new AbortController()
  const url = await serve(() => control.abort())
  await expect(fetched(url, { signal: control.signal })).rejects.toMatchObject({ status: 502 })
})

test('never asks a private address, by number, by name or by redirect, unless that is allowed', async () => {
  let asked = 0
  const url = await serve((_request, response) => {
    asked++
    response.end('picture')
  })
  const refused = { status: 400, answer: '"url" parameter is not allowed' }
  const guarded = { mayBePrivate: () => false }
  await expect(fetched(url, guarded)).rejects.toMatchObject(refused)
  await expect(fetched(new URL(`http://localhost:${url.port}/`), guarded)).rejects.toMatchObject(refused)
  await expect(fetched(new URL(`http://[::ffff:127.0.0.1]:${url.port}/`), guarded)).rejects.toMatchObject(refused)
  await expect(fetched(new URL(`http://2130706433:${url.port}/`), guarded)).rejects.toMatchObject(refused)
  expect(asked).toBe(0)

  const leading = await serve((_request, response) => response.writeHead(302, { location: url.href }).end())
  const mayBePrivate = ({ port }: URL) => port === leading.port
  await expect(fetched(leading, { mayBePrivate })).rejects.toMatchObject(refused)
  expect(asked).toBe(0)
})
