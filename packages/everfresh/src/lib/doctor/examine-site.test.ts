import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { examineSite } from './examine-site.ts'

let root = ''
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'everfresh-doctor-'))))
afterEach(() => rm(root, { recursive: true }))

const home = 'export default function Home() { return null }\n'

async function examine(files: Readonly<Record<string, string>>) {
  for (const [file, code] of Object.entries({ 'pages/index.js': home, ...files })) {
    await mkdir(dirname(join(root, file)), { recursive: true })
    await writeFile(join(root, file), code)
  }
  return examineSite(root)
}

/** As the command prints them. */
const lines = async (files: Readonly<Record<string, string>>) =>
  (await examine(files)).map(({ verdict, file, line, message }) => `${verdict} ${file ?? ''}:${line ?? ''} ${message}`)
const finding = (text: string) => expect.arrayContaining([expect.stringContaining(text)]) as unknown

test('a site that needs nothing else works', async () => {
  const found = await examine({
    'pages/_app.tsx': `import type { AppProps } from 'next/app'\nimport Head from 'next/head'\nexport default ({ Component }: AppProps) => <Component />`,
    'pages/things/[id].tsx': `${home}export const getStaticPaths = () => ({ paths: [], fallback: true })\nexport async function getStaticProps() { return { props: {} } }`,
    'pages/api/hello.ts': 'export default (req: unknown, res: { end(): void }) => res.end()',
  })
  expect(found).toEqual([
    { verdict: 'works', message: 'imports of next/app (1), next/head (1)' },
    { verdict: 'works', message: '2 pages and 1 API routes' },
  ])
})

describe('imports', () => {
  test.each([
    [`import { headers } from 'next/headers'`, 'fails lib/x.ts:2 "next/headers" is not supported. It belongs to'],
    [`const cache = require('next/cache')`, 'fails lib/x.ts:2 "next/cache" is not supported.'],
    [`const og = () => import('next/og')`, 'fails lib/x.ts:2 "next/og" is not supported.'],
    [`export { x } from 'next/dist/x'`, 'fails lib/x.ts:2 "next/dist/x" is not supported.'],
    [`import type { NextFetchEvent } from 'next/cache'`, 'differs lib/x.ts:2 the types of "next/cache" are unknown'],
    [`import next from 'next'`, 'fails lib/x.ts:2 a custom server'],
    [`const next = require('next')`, 'fails lib/x.ts:2 a custom server'],
  ])('%s', async (code, expected) => {
    expect(await lines({ 'lib/x.ts': `\n${code}\n` })).toEqual(finding(expected))
  })

  test('what is compiled away, and what libraries import, works', async () => {
    const code = `import local from 'next/font/local'\nimport { RouterContext } from 'next/dist/shared/lib/router-context.js'`
    const found = await lines({ 'lib/x.ts': code })
    expect(found).toEqual(finding('works : imports of next/dist/shared/lib/router-context (1), next/font/local (1)'))
  })

  test('those of tests, tools and packages are none of the site', async () => {
    const code = `import { x } from 'next/headers'`
    const files = { 'a.test.js': code, 'node_modules/a/index.js': code, 'jest.config.js': code, 'e2e/a.js': code }
    expect((await lines(files)).filter((line) => line.startsWith('fails'))).toEqual([])
  })

  test('a file that cannot be read is named with its line', async () => {
    expect(await lines({ 'lib/x.js': 'const a = 1\nconst = 2\n' })).toEqual(finding('fails lib/x.js:2 cannot be read'))
  })
})

describe('pages', () => {
  test.each([
    [
      'x.js',
      `${home}export const getStaticProps = 1\n\nexport const getServerSideProps = 1`,
      'fails pages/x.js:4 You can not use getStaticProps or getStaticPaths with getServerSideProps',
    ],
    ['404.js', `${home}export const getServerSideProps = 1`, 'fails pages/404.js:2 `pages/404` can not have'],
    ['[id].js', `${home}export const getStaticProps = 1`, 'fails pages/[id].js:2 getStaticPaths is required'],
    [
      'x.js',
      `${home}Home.getInitialProps = 1\nexport const getStaticProps = 1`,
      'fails pages/x.js:3 You can not use getInitialProps with getStaticProps',
    ],
    ['x.js', `${home}export * from './data'`, 'fails pages/x.js:2 pages/x.js uses "export * from'],
    [
      'x.js',
      `${home}export const getStaticProps = () => ({\n  props: {},\n  unstable_revalidate: 1,\n})`,
      'fails pages/x.js:4 "unstable_revalidate" has no effect',
    ],
    ['api/x.js', `export const config = { runtime: 'edge' }\n${home}`, 'fails pages/api/x.js:1 edge API routes'],
    ['x.js', `${home}export const config = { runtime: 'experimental-edge' }`, 'differs pages/x.js:2 the edge runtime'],
    ['x.js', `${home}export const config = { amp: 'hybrid' }`, 'fails pages/x.js:2 AMP was removed'],
  ])('%s: %j', async (name, code, expected) => {
    expect(await lines({ [`pages/${name}`]: code })).toEqual(finding(expected))
  })

  test('that answer the same path are a problem of the site', async () => {
    expect(await lines({ 'pages/index.tsx': home })).toEqual(finding('fails : '))
  })
})

describe('the configuration', () => {
  const config = (options: string) => ({
    'next.config.mjs': `export default {\n  poweredByHeader: false,\n${options}\n}`,
  })

  test('has options that nothing reads', async () => {
    expect(await lines(config('  swcMinifi: true,'))).toEqual(finding('differs next.config.mjs:3 "swcMinifi"'))
  })

  test('names cache handlers, whose place is taken by page stores (B142, B143)', async () => {
    const found = await lines(config(`  cacheHandler: './handler.js',`))
    expect(found).toEqual(finding('differs next.config.mjs:3 "cacheHandler"'))
    expect(found).toEqual(finding('A page store takes its place'))
  })

  test('has options that the site cannot do without', async () => {
    expect(await lines(config('  webpack: (config) => config,'))).toEqual(finding('fails next.config.mjs:3 "webpack"'))
  })

  test('has values that are not accepted, all of them', async () => {
    const found = await lines(config(`  basePath: 'docs',\n  compress: 'yes',`))
    expect(found).toEqual(finding('fails next.config.mjs:3 basePath: '))
    expect(found).toEqual(finding('fails next.config.mjs:4 compress: '))
  })

  test('imports what only next itself has', async () => {
    const code = `import type { NextConfig } from 'next'\nimport { PHASE } from 'next/constants'\nexport default {} satisfies NextConfig`
    const found = await lines({ 'next.config.ts': code })
    expect(found).toEqual(finding('differs next.config.ts:2 "next/constants" is imported from the real next'))
    expect(found.filter((line) => line.includes('"next"'))).toEqual([])
  })

  test('cannot be run', async () => {
    expect(await lines({ 'next.config.mjs': `throw new Error('no')` })).toEqual(finding('fails next.config.mjs: '))
  })
})

describe('files with a meaning', () => {
  test.each([
    ['instrumentation.ts', 'differs instrumentation.ts:1 register'],
    ['vercel.json', 'differs vercel.json:1 it is read by its host only'],
  ])('%s', async (file, expected) => {
    expect(await lines({ [file]: '{}' })).toEqual(finding(expected))
  })

  test.each([
    [
      'middleware.ts',
      `{ matcher: ['/a', '/b'] }`,
      'works middleware.ts:1 the middleware runs before requests that match 2 patterns',
    ],
    ['middleware.ts', `{ runtime: 'edge' }`, 'differs middleware.ts:1 middleware.ts asks for the runtime "edge"'],
    ['src/proxy.js', '{}', 'works src/proxy.js:1 the proxy runs before every request'],
    ['proxy.js', '{ matcher: paths }', 'fails proxy.js:1 proxy.js: its config holds a variable in line 2'],
  ])('%s with the config %s', async (file, config, expected) => {
    const code = `export default () => {}\nexport const config = ${config}`
    expect(await lines({ [file]: code })).toEqual(finding(expected))
  })

  test('the folder of the App Router', async () => {
    const files = { 'app/layout.tsx': home, 'app/shop/page.tsx': home, 'app/shop/chart.tsx': home }
    expect(await lines(files)).toEqual(
      finding('fails app/layout.tsx:1 the App Router is not supported: 2 of its files'),
    )
  })

  test('scripts that run next', async () => {
    const code = '{\n  "scripts": {\n    "lint": "eslint .",\n    "dev": "next dev"\n  }\n}\n'
    expect(await lines({ 'package.json': code })).toEqual(
      finding('differs package.json:4 the script "dev" runs next. "everfresh init"'),
    )
    const linting = '{\n  "scripts": {\n    "lint": "next lint"\n  }\n}\n'
    expect(await lines({ 'package.json': linting })).toEqual(
      finding('differs package.json:3 the script "lint" runs next. Run ESLint itself'),
    )
  })
})

test('a folder without pages says so', async () => {
  expect(await examineSite(root)).toEqual([
    { verdict: 'fails', message: expect.stringContaining('There is no folder "pages"') as string },
  ])
})
