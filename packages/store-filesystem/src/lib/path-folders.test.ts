import { ManualClock } from '@everfresh/engine/testing'
import { expect, it } from 'vitest'
import { folderOfPath, numbersIn, pagesFolder, trashFolder } from './names.ts'
import { PathFolders } from './path-folders.ts'
import { emptyRow } from './path-row.ts'
import type { PathRow } from './path-row.ts'
import { chosenClock } from './server-clock.ts'
import { MemoryFiles } from './testing/memory-files.ts'

const directory = '/store'
const folder = folderOfPath(directory, '/a')
const rowOf = (purgedToken: number): PathRow => ({ ...emptyRow, purgedToken })

async function scene() {
  const clock = new ManualClock()
  const files = new MemoryFiles(() => clock.now())
  for (const each of [pagesFolder(directory), trashFolder(directory)]) await files.makeFolders(each)
  const folders = new PathFolders(files, chosenClock(clock), directory)
  const write = async (token: number) => expect(await folders.swap(await folders.read(folder), rowOf(token))).toBe(true)
  const token = async () => (await folders.read(folder)).row.purgedToken
  const rows = async () => numbersIn('r', await files.list(folder))
  return { clock, folders, write, token, rows }
}

it('lets one of two who have read the same row write the next', async () => {
  const { folders, token } = await scene()
  const first = await folders.read(folder)
  expect(await Promise.all([folders.swap(first, rowOf(1)), folders.swap(first, rowOf(2))])).toEqual([true, false])
  const second = await folders.read(folder)
  expect(await Promise.all([folders.swap(second, rowOf(3)), folders.swap(second, rowOf(4))])).toEqual([true, false])
  expect(await token()).toBe(3)
})

it('has a writer that was stopped decide again, when the rows that it has read were followed and removed', async () => {
  const { clock, folders, rows, token, write } = await scene()
  await write(1)
  const stopped = await folders.read(folder)
  for (let i = 2; i < 20; i++) {
    clock.advance(3_600_000)
    await write(i)
  }
  expect((await rows()).length).toBeLessThanOrEqual(3)
  expect(await folders.swap(stopped, rowOf(999))).toBe(false)
  expect(await token()).toBe(19)
})

it('has it decide again, when the path was removed and begun anew', async () => {
  const { clock, folders, token, write } = await scene()
  for (let i = 1; i < 5; i++) await write(i)
  const stopped = await folders.read(folder)
  expect(await folders.remove(folder)).toBe(true)
  expect(await folders.swap(stopped, rowOf(999))).toBe(false)
  clock.advance(1)
  await write(6)
  expect(await folders.swap(stopped, rowOf(999))).toBe(false)
  expect(await token()).toBe(6)
  await write(7)
  expect(await token()).toBe(7)
})

it('keeps rows for a minute after the next was written, for readers whose listing is old', async () => {
  const { clock, rows, write } = await scene()
  for (let i = 0; i < 30; i++) {
    clock.advance(10_000)
    await write(i)
  }
  expect((await rows()).length).toBeGreaterThanOrEqual(6)
  expect((await rows()).length).toBeLessThanOrEqual(10)
})
