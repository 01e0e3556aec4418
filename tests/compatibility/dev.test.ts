/** What differs while a site is developed: nothing is kept, and mistakes are shown. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { devSite, type RunningSite } from '../support/site.ts'
import { buildIdOf, visit } from '../support/visitor.ts'
import { openCompatibilitySite, page, type CompatibilitySite } from './compatibility-site.ts'

let site: CompatibilitySite
let server: RunningSite

const wrong = (result: string) =>
  `export default function Wrong() { return null }\nexport const getStaticProps = () => (${result})\n`

beforeAll(async () => {
  site = await openCompatibilitySite({
    'pages/wrong/keys.js': wrong(`{ title: 'x' }`),
    'pages/wrong/interval.js': wrong(`{ props: {}, revalidate: 1.1 }`),
    'pages/wrong/props.js': wrong(`{ props: { at: new Date(0) } }`),
  })
  server = await devSite(site.directory, { env: site.env })
})
afterAll(async () => {
  await server?.stop()
  await site?.remove()
})

const get = (path: string) => visit(server.url + path)

test('getStaticProps runs for every request, and the answer says that nothing is kept (B29, B35, B176)', async () => {
  site.source.set('/things/fresh', page('First'))
  const first = await get('/things/fresh')
  site.source.set('/things/fresh', page('Second'))
  const second = await get('/things/fresh')
  expect([first.text, second.text]).toEqual([
    expect.stringContaining('<h1>First</h1>'),
    expect.stringContaining('<h1>Second</h1>'),
  ])
  for (const { headers, cache } of [first, second]) {
    expect(headers['cache-control']).toMatch(/no-store/)
    expect(cache).toBe('HIT')
  }
})

test('fallback true shows its shell every time (B176)', async () => {
  site.source.set('/shelled/one', page('One'))
  for (let visits = 0; visits < 2; visits++) {
    const shell = await get('/shelled/one')
    expect(shell.text).toContain('<h1>Loading</h1>')
    expect((await get(`/_next/data/${buildIdOf(shell)}/shelled/one.json`)).text).toContain('One')
  }
})

test.each([
  ['keys', 'Additional keys were returned from'],
  ['interval', 'A page&#x27;s revalidate option must be seconds expressed as a natural number'],
  ['props', 'Error serializing `.at` returned from `getStaticProps` in &quot;/wrong/props&quot;.'],
])('a mistake in %s is shown in the page, in the words of Next.js (B177)', async (name, message) => {
  const { status, text } = await get(`/wrong/${name}`)
  expect(status).toBe(500)
  expect(unescaped(text)).toContain(unescaped(message))
})

const unescaped = (html: string) =>
  html
    .replaceAll(/&#x27;|&#39;/g, "'")
    .replaceAll(/&quot;|&#34;/g, '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&')
