import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry } from '@everfresh/engine'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPack } from '../../serve/page-pack.ts'
import type { PageToGenerate } from '../collect-pages.ts'
import { openPackWriter } from '../pack-writer.ts'
import { type EarlierBuild, reusablePages } from './earlier-build.ts'
import { newTally, tallyText } from './reuse-tally.ts'

let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earlier-'))
  file = join(folder, 'pages.pack')
})
afterEach(() => rm(folder, { recursive: true }))

const entryOf = (path: string, entry: Partial<Entry> = {}): Entry => ({
  ...{
    namespace: 'code',
    path,
    bodies: { html: Buffer.from(path) },
    attributes: { revalidateSeconds: -1 },
    tags: ['a'],
  },
  ...{ version: 0, asOf: 0, deployment: 'one', reason: 'build', generatedAt: 1, renderMs: 1 },
  ...{ staleAt: Infinity, expiresAt: Infinity },
  ...entry,
})

const target = (path: string, namespace = 'code'): PageToGenerate => ({
  pattern: '/[id]',
  page: {
    ...{ namespace, path, route: '/[id]' },
    context: { kind: 'page', route: '/[id]', params: {}, asPath: path },
  },
})

async function earlierWith(...entries: Entry[]): Promise<EarlierBuild> {
  const pack = await openPackWriter(file)
  for (const entry of entries) await pack.write(entry)
  await pack.close()
  return open()
}

const open = async (): Promise<EarlierBuild> => ({
  directory: folder,
  builds: new Map([['one', { builtAt: 0, files: [] }]]),
  routes: {},
  record: { madeFrom: { parts: {}, environment: {} }, versions: [['a', 1]], builds: {} },
  pack: await openPack(file, 'one', 'doubtful'),
})

/** What becomes of `/page`, where `earlier` is the build before. */
async function fateOf(
  earlier: EarlierBuild,
  versions: Record<string, string | number> = { a: 1 },
  asked = target('/page'),
) {
  const tally = newTally()
  const pages = reusablePages(earlier, new Map(Object.entries(versions)), tally)
  const found = await pages.find(asked)
  await pages.close()
  return found ? 'reused' : [...tally.generated.keys()].join()
}

test('a page is reused as it was, if the data of its tags have the same version', async () => {
  const entry = entryOf('/page')
  const earlier = await earlierWith(entry)
  const tally = newTally()
  const pages = reusablePages(earlier, new Map([['a', 1]]), tally)
  expect(await pages.find(target('/page'))).toEqual({
    ...entry,
    bodies: { html: new Uint8Array(Buffer.from('/page')) },
  })
  expect(tallyText(tally)).toBe('Reused 1 page.')
  await pages.close()
})

test('a page is generated when its data changed, or nobody says whether they did', async () => {
  expect(await fateOf(await earlierWith(entryOf('/page')), { a: 2 })).toBe('changed')
  // Another type may mean anything.
  expect(await fateOf(await earlierWith(entryOf('/page')), { a: '1' })).toBe('changed')
  expect(await fateOf(await earlierWith(entryOf('/page')), {})).toBe('unversioned')
  expect(await fateOf(await earlierWith(entryOf('/page', { tags: ['a', 'b'] })), { a: 1, b: 1 })).toBe('unversioned')
  expect(await fateOf(await earlierWith(entryOf('/page', { tags: [] })))).toBe('untagged')
})

test('a page without getStaticProps is made from code alone', async () => {
  expect(await fateOf(await earlierWith(entryOf('/page', { tags: [], attributes: {} })), {})).toBe('reused')
})

test('a page is generated when it is due, of other code, of a build long ago, or was not there', async () => {
  expect(await fateOf(await earlierWith(entryOf('/page', { staleAt: Date.now() })))).toBe('due')
  expect(await fateOf(await earlierWith(entryOf('/page', { staleAt: Date.now() + 60_000 })))).toBe('reused')
  expect(await fateOf(await earlierWith(entryOf('/page', { deployment: 'zero' })))).toBe('too-old')
  expect(await fateOf(await earlierWith(entryOf('/page')), { a: 1 }, target('/page', 'other'))).toBe('code')
  expect(await fateOf(await earlierWith(entryOf('/page')), { a: 1 }, target('/new'))).toBe('new')
})

test('what is damaged is generated, and what follows it is not lost', async () => {
  await (await earlierWith(entryOf('/page'), entryOf('/next'))).pack.close()
  const bytes = await readFile(file)
  bytes[bytes.indexOf('/page')]! ^= 1
  await writeFile(file, bytes)
  expect(await fateOf(await open())).toBe('damaged')
  expect(await fateOf(await open(), { a: 1 }, target('/next'))).toBe('reused')
  await writeFile(file, bytes.subarray(0, 10))
  expect(await fateOf(await open(), { a: 1 }, target('/next'))).toBe('damaged')
})

test('what is damaged after the pack was opened is generated', async () => {
  const earlier = await earlierWith(entryOf('/page'))
  await writeFile(file, Buffer.alloc(1000))
  expect(await fateOf(earlier)).toBe('damaged')
})
