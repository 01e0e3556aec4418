import { freshnessOf } from '@everfresh/engine'
import { markedEntry, pageOf } from '@everfresh/engine/crash-testing'
import { describe, expect, it } from 'vitest'
import { newVersion, openEnvironment } from './environment.ts'
import { openLmdbPageStore } from './lmdb-page-store.ts'
import { forgetTheDead, noteOpen, wentDownWhileOpen } from './power-failure.ts'
import { temporaryFolder } from './testing/processes.ts'

describe('a store that was open when the machine went down', () => {
  it('declares everything stale, once', async () => {
    const directory = temporaryFolder()
    const before = await openLmdbPageStore({ directory })
    await before.seed([{ ...markedEntry('/a', 'a'), asOf: before.head(), staleAt: Infinity }])
    await before.close()

    const environment = await openEnvironment(directory, false)
    const note = Buffer.from('open:an-earlier-boot:1:x')
    await environment.writeAll(() => void environment.meta.put(note, Buffer.of(1), newVersion()))
    await environment.close()

    const after = await openLmdbPageStore({ directory })
    const { entry, floors } = after.load(pageOf('/a'))!
    expect(freshnessOf(entry, floors, Date.now())).toBe('stale')
    const head = after.head()
    await after.close()
    const again = await openLmdbPageStore({ directory })
    expect(again.head()).toBe(head)
    await again.close()
  })

  it('leaves pages fresh after a restart of the process, orderly or not', async () => {
    const directory = temporaryFolder()
    const before = await openLmdbPageStore({ directory })
    await before.seed([{ ...markedEntry('/a', 'a'), asOf: before.head(), staleAt: Infinity }])
    await before.close()
    const environment = await openEnvironment(directory, false)
    await noteOpen(environment)
    await environment.close()
    const after = await openLmdbPageStore({ directory })
    const { entry, floors } = after.load(pageOf('/a'))!
    expect(freshnessOf(entry, floors, Date.now())).toBe('fresh')
    await after.close()
  })

  it('knows an orderly end by the note that was taken back', async () => {
    const environment = await openEnvironment(temporaryFolder(), false)
    const takeBack = await noteOpen(environment, 'boot-1')
    expect(wentDownWhileOpen(environment, 'boot-1')).toBe(false)
    expect(wentDownWhileOpen(environment, 'boot-2')).toBe(true)
    await takeBack()
    expect(wentDownWhileOpen(environment, 'boot-2')).toBe(false)
    await environment.close()
  })

  it('forgets processes that are gone, and no others', async () => {
    const environment = await openEnvironment(temporaryFolder(), false)
    await noteOpen(environment, 'boot-1')
    const gone = Buffer.from('open:boot-1:2147483646:x')
    await environment.writeAll(() => void environment.meta.put(gone, Buffer.of(1), newVersion()))
    await forgetTheDead(environment, 'boot-1')
    expect(environment.meta.doesExist(gone)).toBe(false)
    expect(wentDownWhileOpen(environment, 'boot-2')).toBe(true)
    await environment.close()
  })
})
