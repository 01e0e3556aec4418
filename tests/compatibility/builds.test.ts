/** What a build does with pages that are slow, many or broken, and where a site keeps its pages. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { buildSite, runCli, startCli, startSite } from '../support/site.ts'
import { visit } from '../support/visitor.ts'
import { openCompatibilitySite, page, type CompatibilitySite } from './compatibility-site.ts'

let site: CompatibilitySite
afterEach(() => site?.remove())

const build = (env: Readonly<Record<string, string>> = {}) =>
  runCli(site.directory, ['build', site.directory], { ...site.env, ...env })

test('a page that takes too long is tried three times, then named (B147)', async () => {
  site = await openCompatibilitySite()
  const release = site.source.hold('/things/built')
  const { exitCode, output } = await build({ PAGE_TIMEOUT: '0.3' })
  release()
  expect(exitCode).toBe(1)
  for (const attempt of [1, 2]) {
    expect(output).toMatch(
      new RegExp(
        `/things/built \\(attempt ${attempt} of 3\\) because it took more than 0.3 seconds. Retrying again shortly`,
      ),
    )
  }
  expect(output).toContain('Error occurred prerendering page "/things/[id]: /things/built"')
})

test('a component that needs props it does not have yet stops the build of its shell (B69)', async () => {
  site = await openCompatibilitySite({
    'pages/shelled/[id].js': `
      export default function Shelled({ thing }) { return <h1>{thing.name}</h1> }
      export const getStaticPaths = () => ({ paths: [], fallback: true })
      export const getStaticProps = () => ({ props: { thing: { name: 'x' } } })`,
  })
  const { exitCode, output } = await build()
  expect(exitCode).toBe(1)
  expect(output).toContain('Error occurred prerendering page "/shelled/[id]"')
})

test('no more pages are under way than buildConcurrency says (B146)', async () => {
  site = await openCompatibilitySite({
    'next.config.js': `module.exports = { buildConcurrency: 2, renderer: { threads: 1 } }`,
    'pages/things/[id].js': `
      import { read } from '../../source.js'
      export default function Thing({ name }) { return <h1>{name}</h1> }
      export const getStaticPaths = () => ({ paths: ['a', 'b', 'c', 'd'].map((id) => '/things/' + id), fallback: false })
      export const getStaticProps = async ({ params }) => {
        await read('/begun')
        return read('/things/' + params.id)
      }`,
  })
  for (const id of ['a', 'b', 'c', 'd']) site.source.set(`/things/${id}`, page(id))
  site.source.set('/begun', true)
  const releases = ['a', 'b', 'c', 'd'].map((id) => site.source.hold(`/things/${id}`))
  const running = startCli(site.directory, ['build', site.directory], site.env)
  await Promise.race([site.source.asked('/things/a', 1), running.exited])
  await Promise.race([site.source.asked('/things/b', 1), running.exited])
  expect(site.source.requests('/begun')).toBe(2)
  for (const release of releases) release()
  expect((await running.exited).code, running.logs()).toBe(0)
  expect(site.source.requests('/begun')).toBe(4)
})

test('pages are kept apart from the build, and survive it; store memory writes none (B135, B138)', async () => {
  site = await openCompatibilitySite()
  site.source.set('/things/late', page('Late'))
  await buildSite(site.directory, { env: site.env })
  const pages = join(site.directory, '.everfresh/pages')
  const visitLate = async (env: Readonly<Record<string, string>>) => {
    const server = await startSite(site.directory, { env: { ...site.env, ...env } })
    const { cache } = await visit(`${server.url}/things/late`)
    await server.stop()
    return cache
  }
  expect(await visitLate({ EVERFRESH_STORE: 'memory' })).toBe('MISS')
  expect(existsSync(pages)).toBe(false)
  expect(await visitLate({})).toBe('MISS')
  await buildSite(site.directory, { env: site.env })
  expect(await visitLate({})).toBe('HIT')
})

test('a memory of one byte changes nothing about regeneration (B134, fault 82)', async () => {
  site = await openCompatibilitySite({ 'next.config.js': `module.exports = { cacheMaxMemorySize: 1 }` })
  site.source.set('/things/large', page('First'))
  await buildSite(site.directory, { env: site.env })
  const server = await startSite(site.directory, { env: site.env })
  const seen = async () => {
    const { cache, text } = await visit(`${server.url}/things/large`)
    return [cache, /<h1>(.*?)<\/h1>/.exec(text)?.[1]]
  }
  try {
    expect(await seen()).toEqual(['MISS', 'First'])
    expect(await seen()).toEqual(['HIT', 'First'])
    site.source.set('/things/large', page('Second'))
    await visit(`${server.url}/api/revalidate?path=/things/large`)
    expect(await seen()).toEqual(['HIT', 'Second'])
    expect(site.source.requests('/things/large')).toBe(2)
  } finally {
    await server.stop()
  }
})

test('imports go by the paths of tsconfig.json, comments in it included', async () => {
  site = await openCompatibilitySite({
    'tsconfig.json': `{
      // aliases
      "compilerOptions": { "allowJs": true, "paths": { "@/*": ["./*"], "words": ["./texts/words.ts"] }, },
    }`,
    'texts/words.ts': `export const greeting: string = 'Found by alias'`,
    'pages/aliased.tsx': `
      import { greeting } from '@/texts/words'
      import * as words from 'words'
      export default () => <h1>{greeting + words.greeting.length}</h1>`,
    'pages/script.js': `
      import { greeting } from '@/texts/words'
      export default () => <h1>{greeting}</h1>`,
  })
  await buildSite(site.directory, { env: site.env })
  const server = await startSite(site.directory, { env: site.env })
  try {
    expect((await visit(`${server.url}/aliased`)).text).toContain('<h1>Found by alias14</h1>')
    expect((await visit(`${server.url}/script`)).text).toContain('<h1>Found by alias</h1>')
  } finally {
    await server.stop()
  }
})

test('data of an earlier build are answered while the code of their page is the same, and of no other (B52)', async () => {
  const config = (id: string) => `module.exports = { generateBuildId: () => '${id}' }`
  site = await openCompatibilitySite({ 'next.config.js': config('first') })
  await buildSite(site.directory, { env: site.env })
  await site.write('next.config.js', config('second'))
  await site.write(
    'pages/large.js',
    `export default () => 'new'; export const getStaticProps = () => ({ props: { isNew: true } })`,
  )
  await buildSite(site.directory, { env: site.env })
  const server = await startSite(site.directory, { env: site.env })
  const statusOf = async (path: string) => (await visit(`${server.url}/_next/data/${path}`)).status
  try {
    expect(await statusOf('second/large.json')).toBe(200)
    expect(await statusOf('first/listed/one.json')).toBe(200)
    for (const path of [
      'first/large.json',
      'unknown/listed/one.json',
      'first',
      'first/listed/one',
      'second/plain.json',
    ]) {
      expect([path, await statusOf(path)]).toEqual([path, 404])
    }
  } finally {
    await server.stop()
  }
})
