import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readSiteRoutes } from './read-site-routes.ts'

const directories: string[] = []
afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true })
})

async function site(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'everfresh-routes-'))
  directories.push(root)
  for (const [name, code] of Object.entries(files)) {
    await mkdir(dirname(join(root, 'pages', name)), { recursive: true })
    await writeFile(join(root, 'pages', name), code)
  }
  return root
}

const component = 'export default () => null;'
const withData = (...names: string[]) => component + names.map((name) => `export const ${name} = () => ({});`).join('')

describe('readSiteRoutes', () => {
  it('says where the data of each page comes from', async () => {
    const root = await site({
      'index.tsx': withData('getStaticProps'),
      'about.js': component,
      'search.tsx': withData('getServerSideProps'),
      '[slug].tsx': withData('getStaticProps', 'getStaticPaths'),
      '_app.tsx': component,
      'api/hello.ts': component,
    })
    const file = (name: string) => join(root, 'pages', name)
    expect(await readSiteRoutes(root)).toEqual({
      pages: [
        { pattern: '/', file: file('index.tsx'), data: 'static-props', hasStaticPaths: false },
        { pattern: '/about', file: file('about.js'), data: 'automatic', hasStaticPaths: false },
        { pattern: '/search', file: file('search.tsx'), data: 'server-props', hasStaticPaths: false },
        { pattern: '/[slug]', file: file('[slug].tsx'), data: 'static-props', hasStaticPaths: true },
      ],
      apis: [{ pattern: '/api/hello', file: file('api/hello.ts') }],
      special: {
        app: file('_app.tsx'),
        document: undefined,
        error: undefined,
        notFound: undefined,
        internalError: undefined,
      },
      notFoundData: 'automatic',
    })
  })

  it.each([
    `export const config = { runtime: 'edge' } satisfies PageConfig`,
    `export const runtime: string = 'experimental-edge'`,
  ])('refuses an API route for another runtime: %s', async (line) => {
    const root = await site({ 'index.tsx': component, 'api/x.ts': `${line}\n${component}` })
    await expect(readSiteRoutes(root)).rejects.toThrow(/api.x\.ts: It asks for the edge runtime/)
    expect((await readSiteRoutes(root, undefined, 'dev')).apis).toHaveLength(1)
  })

  it('does not mind the word elsewhere in an API route', async () => {
    const code = `export const config = { api: { bodyParser: false } }; const runtime = 'edge'; ${component}`
    const root = await site({ 'index.tsx': component, 'api/x.ts': code, 'api/broken.ts': `'edge' }` })
    expect((await readSiteRoutes(root)).apis).toHaveLength(2)
  })

  it('tells whether the 404 page has data of its own (B75)', async () => {
    const root = await site({ 'index.tsx': component, '404.tsx': withData('getStaticProps') })
    expect((await readSiteRoutes(root)).notFoundData).toBe('static-props')
  })

  it('names the problems of all pages at once (B75, B165)', async () => {
    const root = await site({
      '[id].tsx': withData('getStaticProps'),
      'a.tsx': 'export const x = 1',
      'b.tsx': 'export const = 1',
      '404.tsx': withData('getServerSideProps'),
      '500.tsx': withData('getStaticProps'),
      'api/no-default.ts': 'export {}',
    })
    const error: unknown = await readSiteRoutes(root).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'INVALID_PAGE_EXPORTS' })
    const lines = (error as Error).message.split('\n')
    expect(lines).toHaveLength(4)
    expect(lines[0]).toContain('/a.tsx: The default export is not a React Component in page: "/a"')
    expect(lines[1]).toContain('b.tsx cannot be parsed')
    expect(lines[2]).toContain(`getStaticPaths is required for dynamic SSG pages and is missing for '/[id]'.`)
    expect(lines[3]).toContain('`pages/404` can not have getInitialProps/getServerSideProps')
  })

  it('leaves the other pages alone in development, and tells where a page cannot be parsed (B165, B177)', async () => {
    const root = await site({ 'index.tsx': component, 'a.tsx': 'export const x = 1', 'b.tsx': '\nexport const = 1' })
    const { pages } = await readSiteRoutes(root, undefined, 'dev')
    expect(pages.map(({ pattern, problem }) => [pattern, problem?.message.split(': ')[1]])).toEqual([
      ['/', undefined],
      ['/a', expect.stringContaining('not a React Component')],
      ['/b', expect.stringContaining('Unexpected token')],
    ])
    expect(pages[2]?.problem).toMatchObject({ loc: { file: join(root, 'pages/b.tsx'), line: 2, column: 13 } })
  })
})
