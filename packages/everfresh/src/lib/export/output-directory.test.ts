import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openOutputDirectory } from './output-directory.ts'

let root = ''
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'everfresh-export-'))))
afterEach(() => rm(root, { recursive: true }))

const bytes = (text: string) => new TextEncoder().encode(text)

test('an export takes the place of the earlier one when it is complete, and not before', async () => {
  await mkdir(join(root, 'out'))
  await writeFile(join(root, 'out/old.html'), 'old')
  const out = await openOutputDirectory(join(root, 'out'), [root])
  await out.write('a/b.html', bytes('new'))
  expect(await readdir(join(root, 'out'))).toEqual(['old.html'])
  await out.finish()
  await out.abandon()
  expect(await readdir(join(root, 'out'))).toEqual(['a'])
  expect(await readFile(join(root, 'out/a/b.html'), 'utf8')).toBe('new')
})

test('an export that is abandoned leaves nothing behind', async () => {
  const out = await openOutputDirectory(join(root, 'out'), [root])
  await out.write('a.html', bytes('new'))
  await out.abandon()
  expect(await readdir(root)).toEqual([])
})

test.each(['../x.html', 'a/../../x.html', '/x.html'])('the page "%s" does not leave the folder (B94)', async (name) => {
  const out = await openOutputDirectory(join(root, 'out'), [])
  await expect(out.write(name, bytes('x'))).rejects.toThrow(/Invalid file path/)
  expect(existsSync(join(root, 'x.html'))).toBe(false)
})

test.each(['.', '..', 'public'])('the site and what belongs to it are not replaced: %s', async (target) => {
  const opened = openOutputDirectory(join(root, target), [root, join(root, 'public')])
  await expect(opened).rejects.toMatchObject({ code: 'NOT_EXPORTABLE' })
})
