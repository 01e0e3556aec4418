/** Walking a small site of real HTTP. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openHttpClient } from './http-client.js'
import { createTally } from './tally.js'
import { visitAgain, walkSite } from './walk.js'

/** @type {Record<string, { status?: number, body?: string, headers?: Record<string, string> }>} */
const site = {
  '/': {
    body: '<a href="/a">a</a><a href="/b">b</a><script src="/s.js"></script>',
    headers: { 'x-nextjs-cache': 'HIT' },
  },
  '/a': {
    body: '<a href="/">home</a><a href="/gone">gone</a><a href="/old">old</a>',
    headers: { 'x-nextjs-cache': 'MISS' },
  },
  '/b': { body: '<a href="/broken">broken</a><a href="/cut">cut</a>' },
  '/s.js': { body: '"<a href=/no>"', headers: { 'content-type': 'text/javascript' } },
  '/old': { status: 308, headers: { location: '/new' } },
  '/new': { body: 'new' },
  '/broken': { status: 500, body: '<a href="/behind">behind</a>' },
  '/behind': { body: 'behind' },
}

/** @type {import('node:http').Server} */
let server
/** @type {string[]} */
let asked
/** @type {string} */
let url
const client = openHttpClient(2)

beforeEach(async () => {
  asked = []
  server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    if (path === '/cut') return request.socket.destroy()
    const { status = site[path] ? 200 : 404, body = '', headers } = site[path] ?? {}
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  url = `http://127.0.0.1:${address.port}`
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** @param {number} limit */
function walkWith(limit) {
  const tally = createTally()
  /** @type {import('./walk.js').Walk} */
  const walk = { get: client.get, concurrency: 2, limit, onVisit: (visit) => tally.add(visit) }
  return { tally, walk }
}

/** @param {import('./walk.js').Visit[]} visits */
const paths = (visits) => visits.map((visit) => visit.url.slice(url.length))

test('visits everything that is linked, once, and says what is wrong', async () => {
  const { tally, walk } = walkWith(Infinity)
  await walkSite(url, walk)
  expect(asked.toSorted()).toEqual(['/', '/a', '/b', '/behind', '/broken', '/cut', '/gone', '/new', '/old', '/s.js'])
  expect(tally.visited).toBe(10)
  expect(paths(tally.errors).toSorted()).toEqual(['/broken', '/cut'])
  expect(paths(tally.deadLinks)).toEqual(['/gone'])
  expect(tally.deadLinks[0]?.from).toBe(`${url}/a`)
})

test('tells pages that were ready from pages that had to be rendered', async () => {
  const { tally, walk } = walkWith(Infinity)
  await walkSite(url, walk)
  expect(tally.cache).toEqual({ HIT: 1, MISS: 1 })
  expect(paths(tally.rendered)).toEqual(['/a'])
})

test('stops at the limit', async () => {
  const { tally, walk } = walkWith(3)
  await walkSite(url, walk)
  expect(tally.visited).toBe(3)
})

test('visits the pages of an earlier crawl and nothing else', async () => {
  const { tally, walk } = walkWith(Infinity)
  await visitAgain([`${url}/a`, `${url}/`], walk)
  expect(asked.toSorted()).toEqual(['/', '/a'])
  expect(tally.visited).toBe(2)
})
