/** Builds that take over pages of the build before. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCompatibilitySite, page, type CompatibilitySite } from '../compatibility/compatibility-site.ts'
import { buildSite, runCli, startSite } from '../support/site.ts'
import { visit } from '../support/visitor.ts'

const thing = (text: string) => `
  import { read } from '../../source.js'
  export default function Thing({ name }) { return <h1>${text} {name}</h1> }
  export const getStaticPaths = async () => ({ paths: await read('/paths'), fallback: false })
  export const getStaticProps = async ({ params }) => ({ ...(await read('/things/' + params.id)), tags: ['thing:' + params.id] })`

const shelf = (text: string) => `
  import { read } from '../source.js'
  export default function Shelf({ name }) { return <h1>${text} {name}</h1> }
  export const getStaticProps = async () => ({ ...(await read('/shelf')), tags: ['shelf'] })`

const config = `
  const read = async (path) => (await fetch(process.env.SOURCE + path)).json()
  module.exports = {
    reuseUnchanged: { dataVersions: () => read('/versions'), ignoredEnvironment: ['RUN_*'] },
    generateBuildId: () => process.env.RUN_ID,
  }`

let site: CompatibilitySite
let run = 0

beforeAll(async () => {
  site = await openCompatibilitySite({
    'next.config.js': config,
    'pages/things/[id].js': thing('Thing'),
    'pages/shelf.js': shelf('Shelf'),
  })
  for (const id of ['a', 'b', 'c', 'd']) site.source.set(`/things/${id}`, page(id))
  site.source.set('/shelf', page('wide'))
  offer('a', 'b', 'c')
  versions({ a: 1, b: 1, c: 1 })
})
afterAll(() => site.remove())

const offer = (...ids: string[]) =>
  site.source.set(
    '/paths',
    ids.map((id) => `/things/${id}`),
  )
const versions = (of: Record<string, number>, ofShelf = 'x') =>
  site.source.set('/versions', {
    ...Object.fromEntries(Object.entries(of).map(([id, n]) => [`thing:${id}`, n])),
    shelf: ofShelf,
  })

/** What was generated of the pages with tags, and what the build says at its end. */
async function build(args: readonly string[] = [], env: Record<string, string> = {}) {
  site.source.forget()
  const { output } = await buildSite(site.directory, { args, env: { ...site.env, RUN_ID: `run-${++run}`, ...env } })
  const generated = ['/things/a', '/things/b', '/things/c', '/things/d', '/shelf'].filter(
    (path) => site.source.requests(path) > 0,
  )
  return { generated, says: /Reused .*/.exec(output)?.[0] ?? output }
}

const deployments = () => join(site.directory, '.everfresh/deployments')

test('a build of unchanged pages generates none of them again', async () => {
  expect(await build()).toEqual({
    generated: ['/things/a', '/things/b', '/things/c', '/shelf'],
    says: 'Reused no pages: there is no build before this one.',
  })
  const again = await build()
  expect(again.generated).toEqual([])
  expect(again.says).toMatch(/^Reused \d+ pages\. Generated .*error pages/)
})

test('only what changed is generated, and the rest works without the build that made it', async () => {
  versions({ a: 2, c: 1, d: 1 })
  site.source.set('/things/a', page('a, improved'))
  offer('a', 'c', 'd')
  await site.write('pages/shelf.js', shelf('Long shelf'))
  const { generated, says } = await build()
  expect(generated).toEqual(['/things/a', '/things/d', '/shelf'])
  expect(says).toContain('1 whose data have changed, 1 whose code has changed, 1 that the build before did not have')

  for (const id of await readdir(deployments())) {
    if (id !== `run-${run}`) await rm(join(deployments(), id), { recursive: true })
  }
  await rm(join(site.directory, '.everfresh/pages'), { recursive: true, force: true })
  const server = await startSite(site.directory, { env: site.env })
  const shown = async (path: string) => (await visit(server.url + path)).text
  expect(await shown('/things/a')).toContain('a, improved')
  expect((await visit(`${server.url}/things/b`)).status).toBe(404)
  const old = await shown('/things/c')
  expect(old).toContain('run-1')
  const scripts = [...old.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+)"/g)].map(([, url]) => url!)
  expect(scripts.length).toBeGreaterThan(0)
  for (const url of scripts) expect([url, (await visit(server.url + url)).status]).toEqual([url, 200])
  expect((await visit(`${server.url}/_next/data/run-1/things/c.json`)).status).toBe(200)
  // Its code is another one now.
  expect((await visit(`${server.url}/_next/data/run-1/shelf.json`)).status).toBe(404)
  await server.stop()
})

test('a changed component is generated for all its pages', async () => {
  await site.write('pages/things/[id].js', thing('This thing'))
  expect((await build()).generated).toEqual(['/things/a', '/things/c', '/things/d'])
})

test('what is damaged is generated, and what is not is reused', async () => {
  const pack = join(deployments(), `run-${run}`, 'pages.pack')
  const bytes = await readFile(pack)
  bytes[bytes.indexOf('/things/c') - 1]! ^= 255
  await writeFile(pack, bytes)
  const { generated, says } = await build()
  expect(generated).toContain('/things/c')
  expect(generated).not.toContain('/things/a')
  expect(says).toContain('that cannot be read any more')
})

test('without an answer about its data nothing is reused, and the build succeeds', async () => {
  site.source.set('/versions', null)
  const { exitCode, output } = await runCli(site.directory, ['build', site.directory], {
    ...site.env,
    RUN_ID: `run-${++run}`,
  })
  expect([exitCode, output]).toEqual([0, expect.stringContaining('reuseUnchanged.dataVersions must answer')])
  expect(output).toContain('with tags that dataVersions does not name')
})

test('--fresh generates every page, and so does a build in another environment', async () => {
  const every = ['/things/a', '/things/c', '/things/d', '/shelf']
  expect(await build(['--fresh'])).toEqual({
    generated: every,
    says: 'Reused no pages: --fresh generates all of them.',
  })
  expect(await build([], { CONTENT: 'drafts' })).toEqual({
    generated: every,
    says: 'Reused no pages: the environment (CONTENT) changed.',
  })
})
