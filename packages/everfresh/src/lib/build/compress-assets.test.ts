import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { compressAssets } from './compress-assets.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everfresh-assets-'))
  await mkdir(join(folder, '_next/static/chunks'), { recursive: true })
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const script = 'export const answer = 42\n'.repeat(200)

test('writes copies that hold the same bytes, in every folder below', async () => {
  const names = ['_next/static/main-abc.js', '_next/static/chunks/page-def.js', '_next/static/chunks/style.css']
  for (const name of names) await writeFile(join(folder, name), script)
  await compressAssets(folder)
  for (const name of names) {
    expect(gunzipSync(await readFile(join(folder, `${name}.gz`))).toString()).toBe(script)
    expect(brotliDecompressSync(await readFile(join(folder, `${name}.br`))).toString()).toBe(script)
    expect(await readFile(join(folder, name), 'utf8')).toBe(script)
  }
})

test('leaves alone what is small, what is compressed by its format, and what would not get smaller', async () => {
  const names = ['small.js', 'photo.jpg', 'font.woff2', 'noise.wasm']
  await writeFile(join(folder, 'small.js'), 'x')
  await writeFile(join(folder, 'photo.jpg'), script)
  await writeFile(join(folder, 'font.woff2'), script)
  await writeFile(join(folder, 'noise.wasm'), randomBytes(5000))
  await compressAssets(folder)
  expect((await readdir(folder)).sort()).toEqual(['_next', ...names].sort())
})

test('has nothing to do where there is no folder', async () => {
  await expect(compressAssets(join(folder, 'missing'))).resolves.toBeUndefined()
})
