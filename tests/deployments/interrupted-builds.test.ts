/** Builds that are killed while they generate pages, and the builds after them. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCompatibilitySite, page, type CompatibilitySite } from '../compatibility/compatibility-site.ts'
import { runCli, startCli, startSite } from '../support/site.ts'
import { visit } from '../support/visitor.ts'

let site: CompatibilitySite

beforeEach(async () => {
  site = await openCompatibilitySite({
    'next.config.js': `module.exports = { buildConcurrency: 1, renderer: { threads: 1 } }`,
    'pages/things/[id].js': `
      import { read } from '../../source.js'
      export default function Thing({ name }) { return <h1>{name}</h1> }
      export const getStaticPaths = () => ({ paths: ['a', 'b', 'c'].map((id) => '/things/' + id), fallback: false })
      export const getStaticProps = ({ params }) => read('/things/' + params.id)`,
  })
  for (const id of ['a', 'b', 'c']) site.source.set(`/things/${id}`, page(id))
})
afterEach(() => site.remove())

/** Kills a build while the third page waits for its data. */
async function killBuild(): Promise<void> {
  const release = site.source.hold('/things/c')
  const build = startCli(site.directory, ['build', site.directory], site.env)
  await Promise.race([site.source.asked('/things/c', 1), build.exited])
  build.process.kill('SIGKILL')
  await build.exited
  release()
}

const requests = () => ['a', 'b', 'c'].map((id) => site.source.requests(`/things/${id}`))

test('a build goes on with what one has generated that was killed', async () => {
  await killBuild()
  expect(requests()).toEqual([1, 1, 1])
  const { exitCode, output } = await runCli(site.directory, ['build', site.directory], site.env)
  expect(output).toMatch(/Going on with the build that was interrupted after \d+ pages/)
  expect(exitCode).toBe(0)
  expect(requests()).toEqual([1, 1, 2])
  const server = await startSite(site.directory, { env: site.env })
  for (const id of ['a', 'b', 'c']) {
    const answer = await visit(`${server.url}/things/${id}`)
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining(`<h1>${id}</h1>`)])
  }
  await server.stop()
})

test('a fresh build, and one in another environment, generate every page', async () => {
  await killBuild()
  const fresh = await runCli(site.directory, ['build', site.directory, '--fresh'], site.env)
  expect([fresh.exitCode, requests()]).toEqual([0, [2, 2, 2]])
  site.source.forget()
  await killBuild()
  const other = await runCli(site.directory, ['build', site.directory], { ...site.env, CONTENT: 'drafts' })
  expect([other.exitCode, requests()]).toEqual([0, [2, 2, 2]])
  expect(other.output).not.toContain('Going on')
})

test('what a build that goes on has kept is reused by the next one, unless its data have changed since the beginning', async () => {
  const files = {
    'next.config.js': `
      const read = async (path) => (await fetch(process.env.SOURCE + path)).json()
      module.exports = { buildConcurrency: 1, renderer: { threads: 1 }, reuseUnchanged: { dataVersions: () => read('/versions') } }`,
    'pages/things/[id].js': `
      import { read } from '../../source.js'
      export default function Thing({ name }) { return <h1>{name}</h1> }
      export const getStaticPaths = () => ({ paths: ['a', 'b', 'c'].map((id) => '/things/' + id), fallback: false })
      export const getStaticProps = async ({ params }) => ({ ...(await read('/things/' + params.id)), tags: [params.id] })`,
  }
  for (const [name, text] of Object.entries(files)) await writeFile(join(site.directory, name), text)
  site.source.set('/versions', { a: 1, b: 1, c: 1 })
  await killBuild()
  site.source.set('/versions', { a: 2, b: 1, c: 1 })
  const resumed = await runCli(site.directory, ['build', site.directory], site.env)
  expect(resumed.output).toContain('Going on with the build that was interrupted')
  expect([resumed.exitCode, requests()]).toEqual([0, [1, 1, 2]])
  const next = await runCli(site.directory, ['build', site.directory], site.env)
  expect(next.output).toMatch(/Reused \d+ pages/)
  // The first page shows data of the first version: that is what it is known by.
  expect([next.exitCode, requests()]).toEqual([0, [2, 1, 2]])
})
