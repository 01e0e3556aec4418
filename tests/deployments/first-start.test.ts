/** The first start after a build of many pages: visitors do not wait until all of them are in the store. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCompatibilitySite, type CompatibilitySite } from '../compatibility/compatibility-site.ts'
import { buildSite, startSite } from '../support/site.ts'
import { visit } from '../support/visitor.ts'

/** More than are brought into the store before it listens. */
const count = 1_200

let site: CompatibilitySite

beforeEach(async () => {
  site = await openCompatibilitySite({
    'pages/things/[id].js': `
      export default function Thing({ madeFor, id }) { return <h1>{madeFor + ' ' + id}</h1> }
      const paths = Array.from({ length: ${count} }, (_, index) => '/things/' + index)
      export const getStaticPaths = () => ({ paths, fallback: 'blocking' })
      export const getStaticProps = ({ params, revalidateReason }) =>
        ({ props: { id: params.id, madeFor: revalidateReason }, revalidate: 3600 })`,
  })
})
afterEach(() => site.remove())

test('every page of the build is there for the first visitors, and none is rendered again (B144)', async () => {
  await buildSite(site.directory, { env: site.env })
  const server = await startSite(site.directory, { env: site.env })
  const of = (id: number) => visit(`${server.url}/things/${id}`)
  const first = await of(count - 1)
  expect([first.status, first.headers['x-nextjs-cache']]).toEqual([200, 'HIT'])
  for (let id = 0; id < count; id += 7) {
    const answer = await of(id)
    expect([answer.status, answer.headers['x-nextjs-cache']]).toEqual([200, 'HIT'])
    expect(answer.text).toContain(`<h1>build ${id}</h1>`)
  }
  // What the build did not make is made, as at any other time.
  expect((await of(count)).text).toMatch(/<h1>(?!build)/)
  await server.stop()
  const again = await startSite(site.directory, { env: site.env })
  expect((await visit(`${again.url}/things/3`)).text).toContain('<h1>build 3</h1>')
  await again.stop()
})
