import { statSync } from 'node:fs'
import { join } from 'node:path'
import { ManualClock } from '@everfresh/engine/testing'
import { markedEntry } from '@everfresh/engine/crash-testing'
import { describe, expect, it } from 'vitest'
import { openLmdbPageStore } from './lmdb-page-store.ts'
import { start, temporaryFolder } from './testing/processes.ts'

const entryBytes = 60_000

describe('readers that were killed', () => {
  it('keep space from being used again for a minute at most, however often that happens (fault 3)', async () => {
    const clock = new ManualClock()
    const store = await openLmdbPageStore({ directory: temporaryFolder(), clock })
    /** Makes new versions of a few pages, and returns by how many entries the file grew. */
    const growth = async (versions: number): Promise<number> => {
      const before = statSync(join(store.directory, 'data.mdb')).size
      for (let i = 0; i < versions; i++) {
        clock.advance(1)
        const entry = markedEntry(`/page/${i % 5}`, `mark-${i}`, entryBytes)
        expect(await store.seed([{ ...entry, generatedAt: clock.now(), asOf: store.head() }])).toBe(1)
      }
      return (statSync(join(store.directory, 'data.mdb')).size - before) / entryBytes
    }
    await growth(100)
    expect(await growth(100)).toBeLessThan(10)
    for (let round = 0; round < 3; round++) {
      const reader = start(['hold', store.directory, 'reader'])
      await reader.until('holding')
      reader.process.kill('SIGKILL')
      await reader.ended
      const kept = await growth(100)
      if (round === 0) expect(kept).toBeGreaterThan(50)
      clock.advance(60_000)
      expect(await growth(100)).toBeLessThan(10)
    }
    await store.close()
  })
})
