import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry } from '@everfresh/engine'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openPackWriter } from '../build/pack-writer.ts'
import { openPack, readPack } from './page-pack.ts'

/** Around what is read at a time: records within it, across its end, and longer than it. */
const sizes = [0, 10, 300_000, 700_001, 300_002, 2_500_003, 1, 2 ** 20, 40_000]
let folder: string
let file: string

const entryOf = (size: number): Entry => ({
  ...{ namespace: 'n', path: `/${size}`, bodies: { html: new Uint8Array(size).fill(size % 251) }, attributes: {} },
  ...{ tags: [], version: 0, asOf: 1, deployment: 'd', reason: 'build', generatedAt: 1, renderMs: 1 },
  ...{ staleAt: Infinity, expiresAt: Infinity },
})

const digestOf = ({ path, bodies }: Entry) => `${path} ${createHash('sha256').update(bodies['html']!).digest('hex')}`

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everfresh-pack-'))
  file = join(folder, 'pages.pack')
  const pack = await openPackWriter(file)
  for (const size of sizes) await pack.write(entryOf(size))
  await pack.close()
})
afterEach(() => rm(folder, { recursive: true }))

async function read(): Promise<Entry[]> {
  const entries: Entry[] = []
  for await (const entry of readPack(file, 'd')) entries.push(entry)
  return entries
}

test('reads what was written, one after the other and in any order', async () => {
  expect((await read()).map(digestOf)).toEqual(sizes.map((size) => digestOf(entryOf(size))))
  const pack = await openPack(file, 'd')
  for (const size of sizes.toReversed()) {
    const found = pack.find({ namespace: 'n', path: `/${size}` })!
    expect(digestOf(await pack.read(found))).toBe(digestOf(entryOf(size)))
  }
  await pack.close()
})

test('an entry keeps no more memory than its own', async () => {
  for (const { bodies } of await read()) {
    expect(bodies['html']!.buffer.byteLength).toBeLessThan(bodies['html']!.byteLength + 1000)
  }
})

test('a pack that is cut off or damaged is refused, and in doubt has what is whole', async () => {
  const whole = await readFile(file)
  const broken = { code: 'BROKEN_DEPLOYMENT' }
  await writeFile(file, whole.subarray(0, -1))
  await expect(read()).rejects.toMatchObject(broken)
  await expect(openPack(file, 'd')).rejects.toMatchObject(broken)
  const cut = await openPack(file, 'd', 'doubtful')
  expect([cut.pages.length, cut.isWhole]).toEqual([sizes.length - 1, false])
  await cut.close()

  whole[whole.indexOf('"/700001"') + 1]! ^= 1
  await writeFile(file, whole)
  await expect(read()).rejects.toMatchObject(broken)
  const damaged = await openPack(file, 'd', 'doubtful')
  expect(damaged.pages.map(({ path }) => path)).toEqual(
    sizes.filter((size) => size !== 700_001).map((size) => `/${size}`),
  )
  await damaged.close()
})
