/** The story that "A Complete Guide …" tells of the deployments 123 and 345, and how it goes on. */
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildSite, runCli, startSite, type RunningSite } from '../support/site.ts'
import { openSeedsSite, visit, type SeedsSite } from './seeds-site.ts'

let site: SeedsSite
let server: RunningSite

beforeAll(async () => {
  site = await openSeedsSite({ '/magazine': { title: 'Smshng Magazine' } })
})
afterAll(async () => {
  await server?.stop()
  await site?.remove()
})

const page = () => visit(`${server.url}/magazine`)
const deploy = (id: string) => buildSite(site.directory, { env: { ...site.env, DEPLOYMENT_ID: id } })

async function publish(title: string) {
  site.source.set('/magazine', { title })
  expect(await visit(`${server.url}/api/revalidate-path?path=/magazine`)).toMatchObject({ status: 200 })
}

/** Deployments are switched under a running server, which looks for that now and then. */
async function switchedTo(id: string) {
  for (const deadline = Date.now() + 20_000; ; await setTimeout(50)) {
    if ((await page()).body.includes(`"buildId":"${id}"`)) return
    if (Date.now() > deadline) throw new Error(`The server does not switch to ${id}. It printed:\n${server.logs()}`)
  }
}

test('what was published stays published through a bad deployment and the rollback from it (B144)', async () => {
  // You push code and get a deployment ID 123. Your page contains a typo.
  expect((await deploy('123')).output).toContain('123')
  server = await startSite(site.directory, { env: site.env })
  expect(await page()).toMatchObject({ status: 200, body: expect.stringContaining('<h1>Smshng Magazine</h1>') })

  // You update the page in the CMS. No re-deploy needed.
  await publish('Smashing Magazine')
  expect((await page()).body).toContain('<h1>Smashing Magazine</h1>')

  // You push some bad code and deploy ID 345.
  const bad = `export default function Magazine({ title }) { return <h1>{title.toUpperCase().split('').reverse()}</h1> }
    export async function getStaticProps() {
      const res = await fetch(process.env.SEED_API + '/magazine')
      return { props: { title: (await res.json()).title } }
    }`
  await site.write('pages/magazine.js', bad)
  await deploy('345')
  await switchedTo('345')
  expect((await page()).body).not.toContain('<h1>Smashing Magazine')

  // You roll back to deployment ID 123. You still see "Smashing Magazine", though no data could be had.
  site.source.fail('/magazine')
  expect(await runCli(site.directory, ['rollback', '123', '-d', site.directory])).toMatchObject({ exitCode: 0 })
  await switchedTo('123')
  expect(await page()).toMatchObject({ status: 200, body: expect.stringContaining('<h1>Smashing Magazine</h1>') })
})

test('content that was published while 345 was live is not undone by the rollback', async () => {
  expect(await runCli(site.directory, ['rollback', '345', '-d', site.directory])).toMatchObject({ exitCode: 0 })
  await switchedTo('345')
  await publish('Smashing Magazine, second edition')

  expect(await runCli(site.directory, ['rollback', '123', '-d', site.directory])).toMatchObject({ exitCode: 0 })
  await switchedTo('123')
  expect((await page()).body).toContain('<h1>Smashing Magazine, second edition</h1>')
})

test('a restart shows the same page, without asking for its data again (B140)', async () => {
  await server.stop()
  site.source.forget()
  server = await startSite(site.directory, { env: site.env })
  expect(await page()).toMatchObject({
    status: 200,
    cache: 'HIT',
    body: expect.stringContaining('<h1>Smashing Magazine, second edition</h1>'),
  })
  expect(site.source.requests('/magazine')).toBe(0)
})
