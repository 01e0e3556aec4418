import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PendingInvalidation } from '@everfresh/engine'
import { openPendingFile } from './pending-file.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everfresh-pending-'))
  file = join(folder, 'pending', 'invalidations')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const pendingOf = (id: string): PendingInvalidation => ({ id, tag: `t:${id}\n"`, kind: 'hard' })
const idsIn = async (): Promise<string[]> => (await openPendingFile(file)).list().map(({ id }) => id)

test('what was added is there again when it is opened anew, in order', async () => {
  const pending = await openPendingFile(file)
  await Promise.all([pending.add([pendingOf('1'), pendingOf('2')]), pending.add([pendingOf('3')])])
  expect((await openPendingFile(file)).list()).toEqual(['1', '2', '3'].map(pendingOf))
})

test('what the store has is gone, and the rest stays', async () => {
  const pending = await openPendingFile(file)
  await pending.add(['1', '2', '3'].map(pendingOf))
  await pending.remove(new Set(['1', '3']))
  expect(await idsIn()).toEqual(['2'])
  await pending.remove(new Set(['2']))
  expect(await idsIn()).toEqual([])
})

test.each([
  ['cut off by the end of the process', async () => truncate(file, (await readFile(file)).byteLength - 5), ['1', '2']],
  ['damaged', async () => writeFile(file, (await readFile(file, 'utf8')).replace('"t:2', '"t:X')), ['1', '3']],
  ['something else', async () => appendFile(file, 'hello\n'), ['1', '2', '3']],
])('a line that is %s is left out', async (_, damage, left) => {
  const pending = await openPendingFile(file)
  await pending.add(['1', '2', '3'].map(pendingOf))
  await damage()
  const opened = await openPendingFile(file)
  expect(opened.list().map(({ id }) => id)).toEqual(left)
  await opened.add([pendingOf('4')])
  expect(await idsIn()).toEqual([...left, '4'])
})

test('more than can be kept are refused', async () => {
  const pending = await openPendingFile(file)
  const many = Array.from({ length: 100_001 }, (_, id) => pendingOf(String(id)))
  await expect(pending.add(many)).rejects.toMatchObject({ code: 'TOO_MANY_PENDING' })
  expect(pending.list()).toEqual([])
})
