/** What a site's code does outside of any request: it throws, prints, keeps timers, reads its surroundings. */
import { realpath } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildSite, copySite, startSite, type BuildResult, type RunningSite, type SiteCopy } from '../support/site.ts'
import { visit, visitUntil } from '../support/visitor.ts'

const pages = 300

const files = {
  'pages/printed/[id].js': `
    export default ({ id }) => <h1>{id}</h1>
    export const getStaticPaths = () => ({
      paths: Array.from({ length: ${pages} }, (_, id) => '/printed/' + id), fallback: 'blocking' })
    export function getStaticProps({ params: { id } }) {
      console.log('printed <' + id + '>')
      console.error('complained <' + id + '>')
      return { props: { id } }
    }`,
  'pages/surroundings.js': `
    export default (props) => <p>{JSON.stringify(props)}</p>
    export const getStaticProps = () => ({
      props: { folder: process.cwd(), phase: process.env.NEXT_PHASE ?? 'none', secret: process.env.SECRET }, revalidate: 1 })`,
  'pages/strays/[id].js': `
    export default ({ id }) => <h1>{id}</h1>
    export const getStaticPaths = () => ({ paths: [], fallback: 'blocking' })
    export async function getStaticProps({ params: { id } }) {
      void Promise.reject(new Error('a stray rejection of ' + id))
      await new Promise((resolve) => setTimeout(resolve, 50))
      return { props: { id } }
    }`,
  'pages/api/stray.js': `
    export default function handler(request, response) {
      if (request.query.how === 'reject') void Promise.reject(new Error('a stray rejection'))
      else setTimeout(() => { throw new Error('a stray exception') })
      setTimeout(() => response.json({ answered: true }), 50)
    }`,
  'pages/api/timer.js': `
    setInterval(() => {}, 1000)
    export default (request, response) => void response.json({ folder: process.cwd() })`,
}

const count = (text: string, part: string) => text.split(part).length - 1

let site: SiteCopy
let built: BuildResult
let server: RunningSite

beforeAll(async () => {
  site = await copySite('plain', files)
  built = await buildSite(site.directory, { env: { SECRET: 'of the build' } })
  server = await startSite(site.directory, { env: { SECRET: 'of the start' } })
})
afterAll(async () => {
  await server?.kill()
  await site?.remove()
})

test('what pages print while they are built is printed once, all of it', () => {
  for (let id = 0; id < pages; id++) {
    expect(count(built.output, `printed <${id}>`)).toBe(1)
    expect(count(built.output, `complained <${id}>`)).toBe(1)
  }
})

test('what pages print while they are served is printed once', async () => {
  await visit(`${server.url}/printed/later`)
  await expect.poll(() => server.logs()).toContain('complained <later>')
  expect(count(server.logs(), 'printed <later>')).toBe(1)
  expect(count(server.logs(), 'complained <later>')).toBe(1)
})

test('the working directory is the site, and the environment is the process\u2019s own (B152, B154)', async () => {
  const folder = await realpath(site.directory)
  const first = await visit(`${server.url}/surroundings`)
  expect(first.text).toContain(
    JSON.stringify({ folder, phase: 'phase-production-build', secret: 'of the build' }).replaceAll('"', '&quot;'),
  )
  const later = await visitUntil(`${server.url}/surroundings`, ({ text }) => text.includes('of the start'))
  expect(later.text).toContain(
    JSON.stringify({ folder, phase: 'none', secret: 'of the start' }).replaceAll('"', '&quot;'),
  )
  expect(JSON.parse((await visit(`${server.url}/api/timer`)).text)).toEqual({ folder })
})

test.each(['reject', 'throw'])(
  'an API route that fails where nobody listens (%s) is logged, and the server goes on',
  async (how) => {
    expect(await visit(`${server.url}/api/stray?how=${how}`)).toMatchObject({ status: 200, text: '{"answered":true}' })
    const what = how === 'reject' ? 'a stray rejection' : 'a stray exception'
    await expect.poll(() => server.logs()).toContain(what)
    expect((await visit(`${server.url}/printed/1`)).status).toBe(200)
  },
)

test('a promise that a page rejects and nobody awaits is logged, and costs neither the page nor its thread', async () => {
  const ids = ['a', 'b', 'c', 'd']
  const seen = await Promise.all(ids.map((id) => visit(`${server.url}/strays/${id}`)))
  expect(seen.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  await expect.poll(() => server.logs()).toContain('a stray rejection of d')
  expect(server.logs()).not.toContain('RENDER_THREAD_LOST')
})

test('timers that the site has left do not keep a stopped server', async () => {
  await visit(`${server.url}/api/timer`)
  expect(await server.stop()).toEqual({ code: 0, signal: null })
})
