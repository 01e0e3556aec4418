/** What stops a build or a start, with everything that is wrong listed at once. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { buildSite, copySite, runCli, type SiteCopy } from '../support/site.ts'

let copy: SiteCopy | undefined
afterEach(() => copy?.remove())

const page = 'export default () => null'

async function refused(command: 'build' | 'start', files: Readonly<Record<string, string>>) {
  copy = await copySite('plain', files)
  const { exitCode, output } = await runCli(copy.directory, [command, copy.directory])
  expect(exitCode).toBe(1)
  return output
}

test.each(['build', 'start'] as const)('a bad configuration stops %s with all its problems', async (command) => {
  const output = await refused(command, {
    'everfresh.config.js': `export default {
      basePath: 'docs/', trailingSlash: 'yes', expireTime: -1, pageExtensions: [], cacheMaxMemorySize: 'lots',
      store: 'mysql', renderer: { threads: -1 } }`,
  })
  for (const option of [
    'basePath',
    'trailingSlash',
    'expireTime',
    'pageExtensions',
    'cacheMaxMemorySize',
    'store',
    'renderer.threads',
  ]) {
    expect(output).toContain(option)
  }
  expect(output).toContain('INVALID_CONFIG')
})

test('a configuration that throws is named', async () => {
  const output = await refused('build', { 'everfresh.config.js': `throw new Error('no licence')` })
  expect(output).toContain('everfresh.config.js could not be run: no licence')
})

test('pages that cannot be told apart, and pages whose exports do not fit, are all listed (B98, B165)', async () => {
  const output = await refused('build', {
    'pages/about.js': page,
    'pages/about/index.js': page,
    'pages/shop/[id].js': page,
    'pages/shop/[sku].js': page,
    'pages/docs/[[...all]].js': page,
    'pages/docs/index.js': page,
  })
  for (const part of ['"/about"', '"/shop/[id]"', '"/shop/[sku]"', '"/docs/[[...all]]"']) expect(output).toContain(part)
})

test('pages whose data functions contradict each other are all listed (B165)', async () => {
  const staticProps = 'export const getStaticProps = () => ({ props: {} })'
  const serverProps = 'export const getServerSideProps = () => ({ props: {} })'
  const paths = `export const getStaticPaths = () => ({ paths: [], fallback: false })`
  const output = await refused('build', {
    'pages/both.js': `${page}\n${staticProps}\n${serverProps}`,
    'pages/[id].js': `${page}\n${staticProps}`,
    'pages/fixed.js': `${page}\n${staticProps}\n${paths}`,
    'pages/lonely/[id].js': `${page}\n${paths}`,
    'pages/empty.js': 'export const title = 1',
  })
  for (const part of [
    'You can not use getStaticProps or getStaticPaths with getServerSideProps. To use SSG, please remove getServerSideProps',
    "getStaticPaths is required for dynamic SSG pages and is missing for '/[id]'.",
    "getStaticPaths can only be used with dynamic pages, not '/fixed'.",
    'getStaticPaths was added without a getStaticProps in /lonely/[id]. Without getStaticProps, getStaticPaths does nothing',
    'The default export is not a React Component in page: "/empty"',
  ]) {
    expect(output).toContain(part)
  }
})

test('pages that are no component, throw or hang are all listed by a build (B145, B147)', async () => {
  const output = await refused('build', {
    'everfresh.config.js': 'export default { staticPageGenerationTimeout: 0.5 }',
    'pages/text.js': 'export default "text"',
    'pages/broken.js': 'export default function Broken() { throw new Error("the component broke") }',
    'pages/nothing.js': `${page}\nexport const getStaticProps = () => { throw undefined }`,
    'pages/hangs.js': `${page}\nexport const getStaticProps = () => new Promise(() => {})`,
  })
  expect(output).toContain('Export encountered errors on 4 paths:')
  for (const part of [
    'The default export is not a React Component in page: "/text"',
    'the component broke',
    'getStaticProps threw undefined',
    'Failed to build /hangs (attempt 1 of 3) because it took more than 0.5 seconds. Retrying again shortly.',
    'Failed to build /hangs (attempt 3 of 3)',
  ]) {
    expect(output).toContain(part)
  }
})

test('the same path from two dynamic pages stops the build (B98)', async () => {
  const paths = (path: string) =>
    `${page}\nexport const getStaticProps = () => ({ props: {} })
     export const getStaticPaths = () => ({ paths: ['${path}'], fallback: false })`
  const output = await refused('build', {
    'pages/[id].js': paths('/same'),
    'pages/[...all].js': paths('/SAME'),
  })
  expect(output).toContain('Conflicting paths returned from getStaticPaths, paths must be unique per page.')
})

test('a start without a build says what to do', async () => {
  expect(await refused('start', {})).toMatch(/There is no build in ".*"\. Run "everfresh build" first\. \(NO_BUILD\)/)
})

test('a folder that is not there, and an option that is none, are named', async () => {
  const missing = await runCli(process.cwd(), ['start', '/nowhere/at/all'])
  expect(missing).toMatchObject({ exitCode: 1, output: expect.stringContaining('"/nowhere/at/all" does not exist') })
  const port = await runCli(process.cwd(), ['start', '-p', 'eighty'])
  expect(port.exitCode).toBe(1)
  expect(port.output).toContain('A port is a whole number from 0 to 65535.')
})

test('a taken port stops the start, and leaves no process and no lock behind', async () => {
  copy = await copySite('plain')
  const { directory } = copy
  await buildSite(directory)
  const other = createServer().listen(0)
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  try {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const { exitCode, output } = await runCli(directory, ['start', directory, '-p', String(port)])
      expect(exitCode).toBe(1)
      expect(output).toContain(`Port ${port} is taken by another process`)
    }
  } finally {
    other.close()
  }
})
