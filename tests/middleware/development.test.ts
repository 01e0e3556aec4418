/** Middleware in development: the same, and as it is on disk now. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDataSource, type DataSource } from '../support/data-source.ts'
import { copySite, devSite, runCli, type RunningSite, type SiteCopy } from '../support/site.ts'
import { visit, visitUntil, type VisitOptions } from '../support/visitor.ts'
import { data, member, privately, seenBy } from './middleware-site.ts'

let source: DataSource
let copy: SiteCopy
let server: RunningSite
beforeAll(async () => {
  source = await openDataSource(data)
  copy = await copySite('middleware')
  server = await devSite(copy.directory, { env: { SOURCE: source.url } })
})
afterAll(async () => {
  await server?.stop()
  await source?.close()
  await copy?.remove()
})

const ask = (path: string, options?: VisitOptions) => visit(server.url + path, options)

test('lets pages, data, files and images through to those that it knows', async () => {
  const image = '/_next/image?url=%2Fsecret%2Fphoto.png&w=32&q=75'
  for (const path of ['/dashboard', '/members', '/secret/plan.txt', image]) {
    expect(await ask(path)).toMatchObject({ status: 307, headers: { 'cache-control': privately } })
    expect((await ask(path, { headers: member })).status).toBe(200)
  }
  expect((await ask('/_next/data/development/dashboard.json')).headers['x-nextjs-redirect']).toContain('/login')
  expect((await ask('/_next/data/development/members.json', { headers: member })).text).toBe('{}')
})

test('rewrites, sets headers and answers', async () => {
  expect((await ask('/lab/post')).text).toContain('<h1>The first post</h1>')
  const seen = await ask('/lab/headers')
  expect(seen.headers['x-answer']).toBe('42')
  expect(seenBy(seen).headers).toMatchObject({ 'x-from-middleware': 'a, b' })
  expect(await ask('/lab/json')).toMatchObject({ status: 401, text: '{"message":"Not for you"}' })
})

test('shows its errors', async () => {
  const { status, text } = await ask('/lab/throws')
  expect(status).toBe(500)
  expect(text).toContain('Middleware failed on purpose')
})

test('follows its file: another answer, another matcher, none at all', async () => {
  const file = join(copy.directory, 'middleware.ts')
  const code = await readFile(file, 'utf8')
  await copy.write(
    'middleware.ts',
    code.replace('Not for you', 'Not today').replace("'/members',", "'/members', '/login',"),
  )
  await visitUntil(`${server.url}/lab/json`, ({ text }) => text.includes('Not today'))
  await visitUntil(`${server.url}/login`, ({ headers }) => headers['cache-control'] === privately)
  await copy.write('middleware.ts', code.replaceAll(/matcher: \[[^]*\]/g, 'matcher: []'))
  await visitUntil(`${server.url}/dashboard`, ({ status }) => status === 200)
})

test('two of them, or one that cannot be read, stop a build with what to do', async () => {
  const broken = await copySite('plain', {
    'middleware.js': 'const paths = []\nexport default () => {}\nexport const config = { matcher: paths }',
  })
  try {
    const unread = await runCli(broken.directory, ['build'])
    expect(unread.exitCode).not.toBe(0)
    expect(unread.output).toContain('middleware.js: its config holds a variable in line 3')
    await broken.write('src/proxy.ts', 'export function proxy() {}')
    const two = await runCli(broken.directory, ['build'])
    expect(two.output).toContain('middleware.js: there is src/proxy.ts as well, but only one can run. Merge them.')
  } finally {
    await broken.remove()
  }
})
