import { markOf, pageOf, type TalkingProcess } from '@everfresh/engine/crash-testing'
import { describe, expect, it } from 'vitest'
import { openFilesystemPageStore } from './filesystem-page-store.ts'
import { start } from './testing/processes.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const saidBy = (programs: readonly TalkingProcess[], word: string) =>
  programs.flatMap(({ lines }) => lines.filter(([first]) => first === word).map(([, ...rest]) => rest.join(' ')))

describe('two processes that hammer one folder', () => {
  it('never share a token, never go back, tear nothing and lose no invalidation (B130)', async () => {
    const directory = temporaryFolder()
    const store = await openFilesystemPageStore({ directory })
    const { head: begin } = await store.readLog(undefined, 'reader')
    const programs = ['one', 'second'].map((name) => start(['compete', directory, name]))
    const seen = new Map<string, number>()
    let reads = 0
    while (programs.some(({ process }) => process.exitCode === null && process.signalCode === null)) {
      for (let i = 0; i < 4; i++) {
        const loaded = await store.load(pageOf(`/page/${i}`))
        if (!loaded) continue
        markOf(loaded.entry)
        expect(loaded.entry.version).toBeGreaterThanOrEqual(seen.get(loaded.entry.path) ?? 0)
        seen.set(loaded.entry.path, loaded.entry.version)
        reads++
      }
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect(await Promise.all(programs.map(({ ended }) => ended))).toEqual([0, 0])
    expect(programs.flatMap(({ errors }) => errors)).toEqual([])
    expect(reads).toBeGreaterThan(10)
    expect(saidBy(programs, 'backwards')).toEqual([])

    const granted = saidBy(programs, 'granted')
    expect(new Set(granted).size).toBe(granted.length)
    const published = saidBy(programs, 'published').map((words) => words.split(' ') as [string, string])
    expect(published.length).toBeGreaterThan(40)
    for (let i = 0; i < 4; i++) {
      const tokens = published.filter(([path]) => path === `/page/${i}`).map(([, token]) => Number(token))
      expect((await store.load(pageOf(`/page/${i}`)))!.entry.version).toBe(Math.max(...tokens))
    }
    const positions = saidBy(programs, 'invalidated')
      .map(Number)
      .sort((a, b) => a - b)
    const { kind, entries } = await store.readLog(begin, 'reader')
    expect([kind, entries.map(({ position }) => position)]).toEqual(['entries', positions])
    await store.close()
  })
})
