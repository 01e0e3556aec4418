import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { previewSecrets } from './preview-secrets.ts'

let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'everfresh-preview-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

test('makes secrets once and keeps them for later builds, readable by their owner only (B108)', async () => {
  const file = join(folder, 'new', 'preview.json')
  const secrets = await previewSecrets(file)
  expect(secrets.previewModeId).toMatch(/^[0-9a-f]{32}$/)
  expect(secrets.previewModeSigningKey).toMatch(/^[0-9a-f]{64}$/)
  expect(secrets.previewModeEncryptionKey).toMatch(/^[0-9a-f]{64}$/)
  expect(new Set(Object.values(secrets)).size).toBe(3)
  expect(await previewSecrets(file)).toEqual(secrets)
  expect((await stat(file)).mode & 0o077).toBe(0)
})

test('processes that start at once agree on their secrets', async () => {
  const file = join(folder, 'preview.json')
  const all = await Promise.all(Array.from({ length: 8 }, () => previewSecrets(file)))
  expect(new Set(all.map((secrets) => JSON.stringify(secrets))).size).toBe(1)
  expect(await readdir(folder)).toEqual(['preview.json'])
})

test('adds the keys of preview data to a secret that is there, which stays (B108)', async () => {
  const file = join(folder, 'preview.json')
  const previewModeId = 'ab'.repeat(16)
  await writeFile(file, JSON.stringify({ previewModeId }))
  const secrets = await previewSecrets(file)
  expect(secrets.previewModeId).toBe(previewModeId)
  expect(await previewSecrets(file)).toEqual(secrets)
  expect((await stat(file)).mode & 0o077).toBe(0)
})

test.each(['{"previewModeId":""}', '{', 'null', '{"previewModeSigningKey":"00"}'])(
  'replaces the damaged file %s',
  async (content) => {
    const file = join(folder, 'preview.json')
    await writeFile(file, content)
    const secrets = await previewSecrets(file)
    expect(secrets.previewModeId).toMatch(/^[0-9a-f]{32}$/)
    expect(secrets.previewModeSigningKey).toHaveLength(64)
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(secrets)
  },
)

test('lives as long as the process where nothing can be written', async () => {
  const file = join(folder, 'file')
  await writeFile(file, '')
  expect((await previewSecrets(join(file, 'preview.json'))).previewModeId).toMatch(/^[0-9a-f]{32}$/)
})
