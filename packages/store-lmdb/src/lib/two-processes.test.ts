import { markOf, pageOf, type TalkingProcess } from '@everfresh/engine/crash-testing'
import { describe, expect, it } from 'vitest'
import { openLmdbPageStore } from './lmdb-page-store.ts'
import { start, temporaryFolder } from './testing/processes.ts'

const saidBy = (programs: readonly TalkingProcess[], word: string) =>
  programs.flatMap(({ lines }) =>
    lines.filter(([first]) => first === word).map(([, path, token]) => ({ path: path!, token: Number(token) })),
  )

describe('two processes on one store', () => {
  it('see each other without a turn of the event loop in between', async () => {
    const directory = temporaryFolder()
    const store = await openLmdbPageStore({ directory })
    const program = start(['compete', directory, 'one'])
    await program.said(2)
    const pause = new Int32Array(new SharedArrayBuffer(4))
    const deadline = Date.now() + 10_000
    const heads = new Set<number>()
    while (heads.size < 5 && Date.now() < deadline) {
      heads.add(store.head())
      Atomics.wait(pause, 0, 0, 1)
    }
    expect(heads.size).toBe(5)
    program.process.kill('SIGKILL')
    await program.ended
    await store.close()
  })

  it('write while the other is busy, wherever in a write it was', async () => {
    const directory = temporaryFolder()
    const store = await openLmdbPageStore({ directory })
    const program = start(['block', directory, 'one'])
    for (let i = 0; i < 6; i++) {
      await program.until('blocking', String(i))
      for (let write = 0; write < 3; write++) await store.invalidate([{ tag: `t:${i}`, kind: 'soft' }])
      expect(program.lines).not.toContainEqual(['unblocked', String(i)])
    }
    expect(await program.ended).toBe(0)
    await store.close()
  })

  it('never share a token, never go back, and see each other at once (B130)', async () => {
    const directory = temporaryFolder()
    const store = await openLmdbPageStore({ directory })
    const programs = ['one', 'second'].map((name) => start(['compete', directory, name]))
    const seen = new Map<string, number>()
    const running = Promise.all(programs.map(({ ended }) => ended))
    let reads = 0
    while (programs.some(({ process }) => process.exitCode === null && process.signalCode === null)) {
      for (let i = 0; i < 20; i++) {
        const loaded = await store.load(pageOf(`/page/${i}`))
        if (!loaded) continue
        markOf(loaded.entry)
        expect(loaded.entry.version).toBeGreaterThanOrEqual(seen.get(loaded.entry.path) ?? 0)
        seen.set(loaded.entry.path, loaded.entry.version)
        reads++
      }
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(await running).toEqual([0, 0])
    expect(reads).toBeGreaterThan(100)

    const granted = saidBy(programs, 'granted')
    expect(new Set(granted.map(({ path, token }) => `${path} ${token}`)).size).toBe(granted.length)
    const published = saidBy(programs, 'published')
    expect(published.length).toBeGreaterThan(200)
    for (let i = 0; i < 20; i++) {
      const path = `/page/${i}`
      const newest = Math.max(...published.filter((each) => each.path === path).map(({ token }) => token))
      expect((await store.load(pageOf(path)))!.entry.version).toBe(newest)
    }
    const positions = saidBy(programs, 'invalidated').map(({ path }) => Number(path))
    expect(new Set(positions).size).toBe(positions.length)
    expect(store.head()).toBe(Math.max(...positions))
    await store.close()
  })
})
