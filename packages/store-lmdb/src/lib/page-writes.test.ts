import { uncoordinated } from '@everfresh/engine'
import { markedEntry } from '@everfresh/engine/crash-testing'
import { ManualClock } from '@everfresh/engine/testing'
import { expect, it } from 'vitest'
import { openEnvironment } from './environment.ts'
import type { Environment } from './environment.ts'
import { pathKeyOf } from './keys.ts'
import { PageWrites } from './page-writes.ts'
import { readRow } from './path-row.ts'
import { temporaryFolder } from './testing/processes.ts'

const paths = Array.from({ length: 200 }, (_, index) => `/${index}`)
const absent = { row: undefined, version: undefined }

it('notes the use of a few pages a second, however many are read, and of the others when they are read later', async () => {
  const clock = new ManualClock()
  const environment = await openEnvironment(temporaryFolder(), false)
  const writing = new Set<Promise<boolean>>()
  const watched: Environment = {
    ...environment,
    swap(...swap) {
      const written = environment.swap(...swap)
      writing.add(written)
      return written
    },
  }
  const writes = new PageWrites(watched, clock)
  for (const path of paths) await writes.place(pathKeyOf(path), absent, markedEntry(path, path, 100), uncoordinated)
  clock.advance(3_600_000)
  const notesOfOneRead = async () => {
    writing.clear()
    environment.refresh()
    for (const path of paths) writes.noteUse(pathKeyOf(path), readRow(environment, pathKeyOf(path)))
    const notes = writing.size
    await Promise.all(writing)
    return notes
  }
  const perSecond: number[] = []
  for (let second = 0; second < 5; second++) {
    perSecond.push((await notesOfOneRead()) + (await notesOfOneRead()))
    clock.advance(1_000)
  }
  expect(perSecond).toEqual([64, 64, 64, 8, 0])
  await environment.close()
})
