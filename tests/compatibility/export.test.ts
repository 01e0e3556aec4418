/** `everfresh export`: a site as files. */
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { copySite, runCli, type SiteCopy } from '../support/site.ts'

let site: SiteCopy
afterEach(() => site?.remove())

const exported = (...more: readonly string[]) => runCli(site.directory, ['export', site.directory, ...more])
const filesOf = async (folder: string) => {
  const names = await readdir(join(site.directory, folder), { recursive: true, withFileTypes: true })
  return names
    .filter((name) => name.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(site.directory, folder).length + 1))
    .sort()
}
const idOf = (html: string) => /"buildId":"([^"]+)"/.exec(html)?.[1] ?? ''

test('writes documents, data, assets and public files, and no deployment (B153)', async () => {
  const page = `export default function Asked({ seen }) { return <p>{seen}</p> }
    Asked.getInitialProps = ({ req, pathname }) => ({ seen: [pathname, req.url, req.headers.cookie ?? 'nobody'].join() })`
  site = await copySite('files', { 'pages/asked.js': page })
  const { exitCode, output } = await exported()
  expect(exitCode, output).toBe(0)
  // It runs once, as if somebody without a name had asked.
  expect(await readFile(join(site.directory, 'out/asked.html'), 'utf8')).toContain('/asked,/asked,nobody')
  const html = await readFile(join(site.directory, 'out/posts/first.html'), 'utf8')
  expect(html).toContain('<h1>first</h1>')
  const id = idOf(html)
  const files = await filesOf('out')
  expect(files.filter((file) => !file.startsWith('_next/static/'))).toEqual([
    '404.html',
    '500.html',
    `_next/data/${id}/index.json`,
    `_next/data/${id}/posts/first.json`,
    `_next/data/${id}/posts/second post.json`,
    'about.html',
    'asked.html',
    'index.html',
    'posts/first.html',
    'posts/second post.html',
    'robots.txt',
  ])
  const scripts = [...html.matchAll(/(?:src|href)="\/(_next\/static\/[^"]+)"/g)].map(([, file]) => file)
  expect(scripts.length).toBeGreaterThan(0)
  expect(files).toEqual(expect.arrayContaining(scripts))
  expect((await runCli(site.directory, ['deployments', site.directory])).output).toContain('No deployments yet')
})

test('writes a folder per page with trailing slashes, where it was told to (B95, B153)', async () => {
  site = await copySite('files', { 'next.config.js': 'module.exports = { trailingSlash: true }' })
  expect((await exported('-o', 'build/site')).exitCode).toBe(0)
  const documents = (await filesOf('build/site')).filter((file) => file.endsWith('.html'))
  expect(documents).toEqual([
    '404.html',
    '500.html',
    'about/index.html',
    'index.html',
    'posts/first/index.html',
    'posts/second post/index.html',
  ])
})

test("is part of the build with output: 'export' (B153)", async () => {
  const config = `module.exports = { output: 'export', async redirects() { return [{ source: '/a', destination: '/', permanent: true }] } }`
  site = await copySite('files', { 'next.config.js': config })
  const { exitCode, output } = await runCli(site.directory, ['build', site.directory])
  expect(exitCode, output).toBe(0)
  expect(output).toContain('A static host applies no redirects')
  expect(await filesOf('out')).toContain('posts/first.html')
  expect((await runCli(site.directory, ['deployments', site.directory])).output).not.toContain('No deployments yet')
})

test('names every page that only a server can regenerate, and writes nothing (B153)', async () => {
  site = await copySite('files', {
    'pages/news.js': 'export default () => null; export const getStaticProps = () => ({ props: {}, revalidate: 10 })',
    'pages/shop/[id].js':
      'export default () => null; export const getStaticPaths = () => ({ paths: [], fallback: true }); export const getStaticProps = () => ({ props: {} })',
  })
  const { exitCode, output } = await exported()
  expect(exitCode).toBe(1)
  expect(output).toContain('/news: ISR cannot be used with "output: export"')
  expect(output).toContain('/shop/[id]: Pages with `fallback` enabled in `getStaticPaths` can not be exported.')
  expect(output).toContain('(NOT_EXPORTABLE)')
  expect(await readdir(site.directory)).not.toContain('out')
})
