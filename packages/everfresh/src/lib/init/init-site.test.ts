import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gitignoreFor } from './gitignore.ts'
import { initSite } from './init-site.ts'
import { packageWithScripts } from './package-scripts.ts'

let root = ''
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'everfresh-init-'))))
afterEach(() => rm(root, { recursive: true }))

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true })
  await writeFile(join(root, file), text)
}
const read = (file: string) => readFile(join(root, file), 'utf8')

test('a Next.js site gets the commands, the types and the ignored folder, and is told so', async () => {
  await write(
    'package.json',
    '{\n\t"name": "shop",\n\t"scripts": { "dev": "next dev --turbopack -p 4000", "lint": "next lint" }\n}\n',
  )
  await write('.gitignore', '/node_modules\n.next')
  await write('pages/index.tsx', '')
  await write('next-env.d.ts', '')
  const { files } = await initSite(root)
  const { scripts } = JSON.parse(await read('package.json')) as { scripts: unknown }
  expect(scripts).toEqual({
    dev: 'everfresh dev -p 4000',
    lint: 'next lint',
    build: 'everfresh build',
    start: 'everfresh start',
  })
  expect(await read('.gitignore')).toBe('/node_modules\n.next\n.everfresh\n.env*.local\n')
  expect(await read('tsconfig.json')).toContain('everfresh/next-types')
  expect(files.map(({ file, changes }) => [file, changes.length])).toEqual([
    ['package.json', 3],
    ['.gitignore', 2],
    ['tsconfig.json', 1],
    ['next-env.d.ts', 0],
  ])
})

test('a second run changes nothing', async () => {
  await write('pages/index.tsx', '')
  await initSite(root)
  const texts = [await read('package.json'), await read('.gitignore'), await read('tsconfig.json')]
  const { files } = await initSite(root)
  expect(files.flatMap(({ changes }) => changes)).toEqual([])
  expect([await read('package.json'), await read('.gitignore'), await read('tsconfig.json')]).toEqual(texts)
})

test('a site in JavaScript gets no tsconfig.json', async () => {
  await write('pages/index.jsx', '')
  expect((await initSite(root)).files.map(({ file }) => file)).toEqual(['package.json', '.gitignore'])
})

test('nothing is written when one of the files cannot be read', async () => {
  await write('tsconfig.json', '{')
  await expect(initSite(root)).rejects.toMatchObject({ code: 'INVALID_CONFIG' })
  await expect(read('.gitignore')).rejects.toThrow()
})

test('a program of its own that starts the site is left alone, with a word about it', () => {
  const { text, notes } = packageWithScripts('{ "scripts": { "start": "node server.js" } }')
  expect(JSON.parse(text)).toMatchObject({ scripts: { start: 'node server.js' } })
  expect(notes).toEqual(['scripts.start is left as it is ("node server.js"); run "everfresh start" in its place'])
})

test.each([
  ['NODE_ENV=production next build && next export', 'NODE_ENV=production everfresh build && everfresh export'],
  ['next dev --turbo', 'everfresh dev'],
  ['eslint next start-here', 'eslint next start-here'],
])('the script "%s" becomes "%s"', (before, after) => {
  const { text } = packageWithScripts(JSON.stringify({ scripts: { all: before } }))
  expect((JSON.parse(text) as { scripts: { all: string } }).scripts.all).toBe(after)
})

test('lines of .gitignore are known with and without slashes', () => {
  expect(gitignoreFor('/node_modules/\r\n.everfresh/\r\n.env*.local\r\n').changes).toEqual([])
})
