/** The example dictionary as a visitor finds it: real words, awkward addresses, a crawl of its links, a restart. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runNode } from '../support/child-process.ts'
import { buildSite, copySite, startSite, type RunningSite, type SiteCopy } from '../support/site.ts'

const repository = fileURLToPath(new URL('../..', import.meta.url))

let site: SiteCopy
let server: RunningSite

beforeAll(async () => {
  site = await copySite(join(repository, 'examples/dictionary'))
  await buildSite(site.directory)
  server = await startSite(site.directory)
})
afterAll(async () => {
  await server?.stop()
  await site?.remove()
})

async function visit(path: string) {
  const response = await fetch(server.url + path, { redirect: 'manual' })
  const body = (await response.text()).replaceAll('<!-- -->', '')
  return { status: response.status, body, headers: response.headers, cache: response.headers.get('x-nextjs-cache') }
}

test('shows common words at once, and the others from their second visit on', async () => {
  expect(await visit('/words/be')).toMatchObject({ status: 200, cache: 'HIT' })
  expect(await visit('/words/zymosis')).toMatchObject({ status: 200, cache: 'MISS' })
  expect(await visit('/words/zymosis')).toMatchObject({ status: 200, cache: 'HIT' })
})

test.each([
  ['/words/24%2F7', '24/7'],
  ['/words/km%2Fh', 'km/h'],
  ['/words/.22', '.22'],
  ["/words/'hood", '&#x27;hood'],
  ['/words/%27hood', '&#x27;hood'],
  ['/words/a.d.', 'A.D.'],
  ['/words/new_york', 'New York'],
])('%s is the page of %s, and the same when it comes from the store', async (path, title) => {
  for (let visits = 0; visits < 2; visits += 1) {
    expect(await visit(path)).toMatchObject({ status: 200, body: expect.stringContaining(`<h1>${title}</h1>`) })
  }
})

test('sends other spellings to the one address of a word', async () => {
  const { status, headers } = await visit('/words/New%20York')
  expect([status, headers.get('location')]).toEqual([308, '/words/new_york'])
})

test.each(['/words/zzzz', '/words/24/7', '/words/x%2Fy', '/letters/ab', '/letters/x/2', '/letters/a/02'])(
  '%s is not in the dictionary',
  async (path) => {
    expect(await visit(path)).toMatchObject({ status: 404, body: expect.stringContaining('Not in the dictionary') })
  },
)

test('finds words without JavaScript', async () => {
  const { status, body } = await visit('/search?q=bread')
  expect(status).toBe(200)
  expect(body).toMatch(/<form[^>]* action="\/search"/)
  expect(body).toContain('href="/words/bread_and_butter"')
})

test('names what WordNet asks to be named', async () => {
  expect((await visit('/about')).body).toContain('Copyright 2011 by Princeton University')
})

test('the crawler walks its links and finds nothing wrong', async () => {
  const crawl = runNode(['scripts/crawl.js', '--url', server.url, '--limit', '500'], repository)
  const { code } = await crawl.exited
  expect(crawl.logs()).toMatch(/Visited +500 addresses/)
  expect(crawl.logs()).toMatch(/Errors +0\nDead links +0\n/)
  expect(code).toBe(0)
})

test('the crawler fails when the site does', async () => {
  const nobody = await startSite(site.directory)
  await nobody.stop()
  const crawl = runNode(['scripts/crawl.js', '--url', nobody.url], repository)
  expect((await crawl.exited).code).toBe(1)
  expect(crawl.logs()).toMatch(/Errors +1\n/)
})

test('after a restart, pages that were generated at run time need no rendering', async () => {
  await visit('/words/zebra_finch')
  await server.stop()
  server = await startSite(site.directory)
  for (const path of ['/words/be', '/words/zebra_finch', '/words/24%2F7']) {
    expect(await visit(path)).toMatchObject({ status: 200, cache: 'HIT' })
  }
})
