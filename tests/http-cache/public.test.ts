/** `everfresh start` under the public HTTP cache tests, with a getServerSideProps page that asks the server behind it. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildSite, copySite, startSite, type RunningSite, type SiteCopy } from '../support/site.ts'
import { editionIn, type Edition } from './editions.ts'
import { openPublicSuite, type PublicSuite } from './public-suite.ts'
import { scoreOf, type Results, type Score } from './score.ts'

let edition: Edition
let site: SiteCopy
let suite: PublicSuite
let server: RunningSite

beforeAll(async () => {
  edition = editionIn(process.env['CACHE_TESTS'])
  site = await copySite('http-cache')
  suite = await openPublicSuite(edition)
  await buildSite(site.directory)
  server = await startSite(site.directory, { env: { ORIGIN: suite.origin } })
})

afterAll(async () => {
  await server?.stop()
  await suite?.close()
  await site?.remove()
})

test('passes every test that it is not listed with its reason for', { timeout: 300_000 }, async () => {
  const { notPassed, peers, isFrozen } = edition
  const results: Record<string, Results[string]> = { ...(await suite.run(server.url)) }
  const unexpected = () => scoreOf(suite.tests, results).failed.filter((id) => !(id in notPassed))
  // Some tests wait for three seconds and mean it: on a machine that is busy they are given a second chance, alone.
  for (const id of unexpected()) results[id] = (await suite.run(server.url, id))[id]!
  const score = scoreOf(suite.tests, results)
  const ours = rowOf('**everfresh**', score)
  const theirs: string[] = []
  for (const name of peers) {
    const published = await suite.resultsOf(name)
    if (published !== undefined) theirs.push(rowOf(name, scoreOf(suite.tests, published)))
  }
  console.log(['', `| ${edition.title} | required | optimal |`, '| --- | --- | --- |', ours, ...theirs, ''].join('\n'))
  expect(
    unexpected().map((id) => [id, results[id]]),
    server.logs().slice(-4_000),
  ).toEqual([])
  expect(Object.keys(notPassed).filter((id) => !score.failed.includes(id))).toEqual([])
  const readme = await readFile(new URL('README.md', import.meta.url), 'utf8')
  const written = readme.replaceAll(/ +\|/g, ' |')
  for (const row of isFrozen ? [ours, ...theirs] : [ours]) expect(written).toContain(row)
})

const rowOf = (name: string, { passed, total }: Score): string =>
  `| ${name} | ${passed.required} of ${total.required} | ${passed.optimal} of ${total.optimal} |`
