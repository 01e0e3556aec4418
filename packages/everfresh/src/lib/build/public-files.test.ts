import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SiteRoutes } from '../routes/site-routes.ts'
import { copyPublicFiles } from './public-files.ts'

let site: string
const target = () => join(site, 'deployment')

beforeEach(async () => {
  site = await mkdtemp(join(tmpdir(), 'everfresh-public-'))
  await mkdir(join(site, 'public/images'), { recursive: true })
})
afterEach(() => rm(site, { recursive: true, force: true }))

const put = (name: string) => writeFile(join(site, 'public', name), name)
const page = (pattern: string, file: string) => ({ pattern, file, data: 'automatic', hasStaticPaths: false }) as const

const routes = (): SiteRoutes => ({
  pages: [page('/', `${site}/pages/index.js`), page('/about', `${site}/pages/about.js`)],
  apis: [{ pattern: '/api/stock', file: `${site}/pages/api/stock.js` }],
  special: { app: undefined, document: undefined, error: undefined, notFound: undefined, internalError: undefined },
  notFoundData: 'automatic',
})

test('copies files, folders, and what links lead to', async () => {
  await put('images/a.png')
  await put('about.txt')
  await writeFile(join(site, 'shared.txt'), 'shared')
  await symlink('about.txt', join(site, 'public/link.txt'))
  await symlink(join(site, 'shared.txt'), join(site, 'public/outside.txt'))
  await copyPublicFiles(site, target(), routes())
  await rm(join(site, 'public'), { recursive: true })
  expect((await readdir(target())).sort()).toEqual(['about.txt', 'images', 'link.txt', 'outside.txt'])
  expect(await readFile(join(target(), 'link.txt'), 'utf8')).toBe('about.txt')
  expect(await readFile(join(target(), 'outside.txt'), 'utf8')).toBe('shared')
})

test('lists every file that would hide a page, an API route or what is ours', async () => {
  await mkdir(join(site, 'public/_next/data'), { recursive: true })
  await mkdir(join(site, 'public/api'))
  for (const name of ['about', '_next/data/x.json', 'api/stock', 'other']) await put(name)
  await expect(copyPublicFiles(site, target(), routes())).rejects.toMatchObject({
    code: 'CONFLICTING_PATHS',
    message: expect.stringMatching(
      /^(?=.*public\/about and pages\/about\.js)(?=.*public\/api\/stock)(?=.*_next)(?!.*other)/s,
    ),
  })
})

test('has nothing to do without the folder, and names a link that leads nowhere', async () => {
  await symlink('missing.txt', join(site, 'public/broken.txt'))
  await expect(copyPublicFiles(site, target(), routes())).rejects.toThrow('broken.txt')
  await rm(join(site, 'public'), { recursive: true })
  await rm(target(), { recursive: true, force: true })
  await expect(copyPublicFiles(site, target(), routes())).resolves.toBeUndefined()
})
