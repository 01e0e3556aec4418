/** What a build may do to a site that runs: nothing, until it is complete, and nothing to newer content ever. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli, startCli, startSite, type RunningSite } from '../support/site.ts'
import { visit, visitDuring, visitUntil } from '../support/visitor.ts'
import { openLastingSite, revalidate, switchedTo, type LastingSite } from './lasting-site.ts'

let site: LastingSite
let server: RunningSite

beforeAll(async () => {
  site = await openLastingSite({ '/gate': 'open' })
  await site.deploy('first')
  server = await startSite(site.directory, { env: site.env })
})
afterAll(async () => {
  await server?.stop()
  await site?.remove()
})

const magazine = async () => /<h1>(.*?)<\/h1>/.exec((await visit(`${server.url}/magazine`)).text)?.[1]
const deploymentFolders = () => readdir(join(site.directory, '.everfresh/deployments'))

test('a build that read its data before a revalidation does not bring the old content back (faults 25, 86)', async () => {
  const release = site.source.hold('/gate')
  const built = site.deploy('slow', { BUILD_GATE: '/gate' })
  await site.source.asked('/gate', 1)
  site.source.set('/magazine', { title: 'Published during the build' })
  expect((await revalidate(server, '/magazine')).status).toBe(200)
  release()
  await built
  await switchedTo(server, 'slow')
  expect(await magazine()).toBe('Published during the build')
})

test('a build whose pages fail lists all of them, and leaves the active deployment as it was (B145)', async () => {
  site.source.fail('/magazine')
  site.source.fail('/ticker')
  const failed = await runCli(site.directory, ['build', site.directory], { ...site.env, DEPLOYMENT_ID: 'failed' })
  expect(failed.exitCode).toBe(1)
  expect(failed.output).toContain('Error occurred prerendering page "/magazine"')
  expect(failed.output).toContain('The source answered 500 for /magazine')
  expect(failed.output).toMatch(
    /Export encountered errors on 2 paths:\n\t\/(magazine\n\t\/ticker|ticker\n\t\/magazine)/,
  )
  expect(await site.deployments()).toEqual({ ids: ['slow', 'first'], active: 'slow' })
  expect(await deploymentFolders()).toEqual(expect.not.arrayContaining(['failed']))
  expect(await magazine()).toBe('Published during the build')
  site.source.set('/magazine', { title: 'Published during the build' })
  site.source.set('/ticker', 'Nothing new')
})

test('a build that is killed leaves the active deployment as it was, and the next one sweeps up behind it (fault 89)', async () => {
  site.source.hold('/gate')
  const env = { ...site.env, DEPLOYMENT_ID: 'killed', BUILD_GATE: '/gate' }
  site.source.forget()
  const build = startCli(site.directory, ['build', site.directory], env)
  await site.source.asked('/gate', 1)
  build.process.kill('SIGKILL')
  await build.exited
  expect(await site.deployments()).toEqual({ ids: ['slow', 'first'], active: 'slow' })
  expect(await magazine()).toBe('Published during the build')

  await site.deploy('after')
  await switchedTo(server, 'after')
  expect((await deploymentFolders()).sort()).toEqual(['after', 'first', 'slow'])
})

test('two builds at once under one id: one of them is the deployment, the other says why it is not', async () => {
  const release = site.source.hold('/gate')
  site.source.forget()
  const env = { ...site.env, DEPLOYMENT_ID: 'twice', BUILD_GATE: '/gate' }
  const builds = [1, 2].map(() => runCli(site.directory, ['build', site.directory], env))
  await site.source.asked('/gate', 2)
  release()
  const [failed, ...rest] = (await Promise.all(builds)).filter(({ exitCode }) => exitCode !== 0)
  expect(rest).toEqual([])
  expect(failed?.output).toContain('Another build put deployment "twice" in its place while this one ran.')
  expect(failed?.output).not.toContain('ENOTEMPTY')
  await switchedTo(server, 'twice')
  expect(await deploymentFolders()).toEqual(expect.not.arrayContaining([expect.stringMatching(/^\./)]))
})

test('a deployment that is built again under its id takes the place of the earlier one, under the running server', async () => {
  await site.write(
    'pages/stable.js',
    `export default () => <p>Built again</p>
     export const getStaticProps = () => ({ props: {} })`,
  )
  const statuses = new Set<number>()
  const url = `${server.url}/stable`
  await visitDuring(
    [url, url],
    ({ status }) => statuses.add(status),
    async () => {
      await site.deploy('after')
      await visitUntil(url, ({ text }) => text.includes('Built again'))
    },
  )
  expect([...statuses]).toEqual([200])
  expect((await site.deployments()).active).toBe('after')
})
