import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FreeSpace, freeBytesOf } from './free-space.ts'
import { temporaryFolder } from './testing/processes.ts'

function spaceInFileOf(size: number, usedBytes: number) {
  const directory = temporaryFolder()
  const file = join(directory, 'data.mdb')
  writeFileSync(file, '')
  // Without taking room on the disk.
  truncateSync(file, size)
  return { directory, space: new FreeSpace(directory, () => usedBytes) }
}

describe('room for a write', () => {
  it('is there while the disk has twice as much and some more', () => {
    const { directory, space } = spaceInFileOf(0, 0)
    space.take(0)()
    space.take(1_000_000)()
    expect(() => space.take(freeBytesOf(directory) / 2)).toThrow(/the disk is full/)
  })

  it('counts what is being written, until it is', () => {
    const { directory, space } = spaceInFileOf(0, 0)
    const most = freeBytesOf(directory) / 3
    const giveBack = space.take(most)
    expect(() => space.take(most)).toThrow(/the disk is full/)
    giveBack()
    space.take(most)()
  })

  it('is also what is free within the file, with some to spare', () => {
    const { directory, space } = spaceInFileOf(2 ** 43, 0)
    const more = freeBytesOf(directory)
    space.take(more)()
    expect(() => spaceInFileOf(more, 0).space.take(more)).toThrow(/the disk is full/)
  })
})
