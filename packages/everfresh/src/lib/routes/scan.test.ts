import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findPagesDirectory, routeOf, scanPages } from './scan.ts'

const directories: string[] = []
afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true })
})

async function project(files: readonly string[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'everfresh-scan-'))
  directories.push(directory)
  for (const file of files) {
    await mkdir(dirname(join(directory, file)), { recursive: true })
    await writeFile(join(directory, file), 'export default () => null\n')
  }
  return directory
}

async function routesOf(files: readonly string[], extensions?: readonly string[]): Promise<string[]> {
  const { routes } = await scanPages(await project(files), extensions)
  return routes.map(({ pattern, kind }) => (kind === 'api' ? `api ${pattern.source}` : pattern.source))
}

async function problemsOf(files: readonly string[]): Promise<string> {
  const error: unknown = await scanPages(await project(files)).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'INVALID_PAGES' })
  return (error as Error).message
}

describe('scanPages', () => {
  it('lists pages and API routes, the most specific first', async () => {
    const files = ['[...all].tsx', 'about.jsx', 'api/[id].ts', 'api/index.js', 'blog/[slug].tsx', 'blog/new/index.tsx']
    expect(await routesOf([...files, 'index.tsx'].map((file) => `pages/${file}`))).toEqual([
      '/',
      '/about',
      'api /api',
      'api /api/[id]',
      '/blog/new',
      '/blog/[slug]',
      '/[...all]',
    ])
  })

  it('gives each route its file', async () => {
    const directory = await project(['pages/blog/[slug].tsx'])
    const { routes, pagesDirectory } = await scanPages(directory)
    expect(routes.map(({ file }) => relative(directory, file))).toEqual([join('pages', 'blog', '[slug].tsx')])
    expect(pagesDirectory).toBe(join(directory, 'pages'))
  })

  it('keeps special files apart, at the root only (B99)', async () => {
    const names = ['_app', '_document', '_error', '404/index', '500', 'blog/_app', 'blog/404']
    const directory = await project(names.map((name) => `pages/${name}.tsx`))
    const { routes, special } = await scanPages(directory)
    expect(routes.map(({ pattern }) => pattern.source)).toEqual(['/blog/404', '/blog/_app'])
    const relativeFiles = Object.fromEntries(
      Object.entries(special).map(([role, file]) => [role, relative(directory, file as string)]),
    )
    expect(relativeFiles).toEqual({
      app: 'pages/_app.tsx',
      document: 'pages/_document.tsx',
      error: 'pages/_error.tsx',
      notFound: 'pages/404/index.tsx',
      internalError: 'pages/500.tsx',
    })
  })

  it('reads src/pages only when there is no pages folder', async () => {
    expect(await routesOf(['src/pages/a.tsx'])).toEqual(['/a'])
    expect(await routesOf(['src/pages/a.tsx', 'pages/b.tsx'])).toEqual(['/b'])
  })

  it('explains that there are no pages', async () => {
    expect(await problemsOf(['readme.md'])).toContain('There is no folder "pages" or "src/pages"')
    await expect(findPagesDirectory(join(tmpdir(), 'everfresh-missing'))).rejects.toThrow('Create one')
  })

  it('ignores declarations, hidden files and files of other kinds, but not tests', async () => {
    const files = ['a.d.ts', '.#a.tsx', 'style.css', 'readme.md', 'tsx', 'a.test.tsx', 'b.js']
    expect(await routesOf(files.map((file) => `pages/${file}`))).toEqual(['/a.test', '/b'])
  })

  it('goes by the extensions of the configuration', async () => {
    expect(
      await routesOf(['pages/index.page.tsx', 'pages/Button.tsx', 'pages/blog/index.page.tsx'], ['page.tsx']),
    ).toEqual(['/', '/blog'])
  })

  it('follows links, and stops where one leads back', async () => {
    const directory = await project(['pages/a.tsx', 'shared/b.tsx'])
    await symlink(join(directory, 'shared'), join(directory, 'pages/linked'))
    await symlink(join(directory, 'pages'), join(directory, 'pages/again'))
    const { routes } = await scanPages(directory)
    expect(routes.map(({ pattern }) => pattern.source)).toEqual(['/a', '/linked/b'])
  })

  it('names every problem at once (B98)', async () => {
    const files = [
      'about.tsx',
      'about/index.js',
      'blog/[slug].tsx',
      'blog/[id]/edit.tsx',
      'docs.tsx',
      'docs/[[...all]].tsx',
      'docs/[...all].tsx',
      'post-[id].tsx',
      '404.tsx',
      '404.js',
      '_next/x.tsx',
    ]
    const message = await problemsOf(files.map((file) => `pages/${file}`))
    expect(message).toContain('7 problems')
    expect(message).toMatch(/Several files are the page "\/about": .*about\.tsx and .*about\/index\.js/)
    expect(message).toMatch(/"\/blog\/\[id\]\/edit" and "\/blog\/\[slug\]" call the same parameter "id" and "slug"/)
    expect(message).toContain('"/docs" and "/docs/[[...all]]" both match the same path')
    expect(message).toContain('"/docs/[...all]" and "/docs/[[...all]]" are catch-alls of the same place')
    expect(message).toMatch(/post-\[id\]\.tsx: .*must be exactly/)
    expect(message).toContain('Two files are the page "/404"')
    expect(message).toContain('reserved')
  })

  it('lets parameters of different kinds or places have different names', async () => {
    const files = ['[id].tsx', '[...all].tsx', 'a/[b].tsx', 'c/[d].tsx', '[id]/[e].tsx']
    expect(await routesOf(files.map((file) => `pages/${file}`))).toHaveLength(5)
  })
})

describe('routeOf', () => {
  it.each([
    ['index.tsx', '/'],
    ['index/index.tsx', '/index'],
    ['index/about.tsx', '/index/about'],
    ['blog/index.js', '/blog'],
    ['blog/myindex.js', '/blog/myindex'],
    ['über.tsx', '/über'],
  ])('%s is %s', (name, route) => {
    expect(routeOf(name, ['tsx', 'js'])).toBe(route)
  })

  it('removes the longest extension that fits', () => {
    expect(routeOf('a.page.tsx', ['tsx', 'page.tsx'])).toBe('/a')
  })
})
