import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '@everfresh/engine'
import { systemClock } from '@everfresh/engine'
import { markOf, pageOf, type Line } from '@everfresh/engine/crash-testing'
import { describe, expect, it } from 'vitest'
import { openFilesystemPageStore } from './filesystem-page-store.ts'
import { start } from './testing/processes.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

/** The leases of the program last this long. */
const ttlMs = 2_000
const kills = 30
const pages = 12

interface Acknowledged {
  readonly tokens: Map<string, number>
  position: number
}

function remember(acknowledged: Acknowledged, lines: readonly Line[]): void {
  for (const [word, first, second] of lines) {
    if (word === 'invalidated') acknowledged.position = Math.max(acknowledged.position, Number(first))
    if (word === 'published') acknowledged.tokens.set(first!, Number(second))
  }
}

async function expectWhole(directory: string, { tokens, position }: Acknowledged): Promise<void> {
  const afterTheLeases: Clock = { ...systemClock, now: () => Date.now() + ttlMs }
  const store = await openFilesystemPageStore({ directory, clock: afterTheLeases })
  expect(await store.head()).toBeGreaterThanOrEqual(position)
  for (let i = 0; i < pages; i++) {
    const page = pageOf(`/page/${i}`)
    const loaded = await store.load(page)
    expect(loaded?.entry.version ?? 0).toBeGreaterThanOrEqual(tokens.get(page.path) ?? 0)
    if (loaded) markOf(loaded.entry)
    const acquired = await store.acquire(page, { need: 0, known: 0, owner: 'test', ttlMs: 1 })
    expect([page.path, acquired.kind]).toEqual([page.path, 'granted'])
    if (acquired.kind === 'granted') await store.fail(page, acquired.lease.token, 0)
  }
  await store.close()
}

describe('processes that are killed while they publish', () => {
  it(`leave whole pages and no lease behind, ${kills} times (B136, fault 1)`, { timeout: 120_000 }, async () => {
    const directory = temporaryFolder()
    const acknowledged: Acknowledged = { tokens: new Map(), position: 0 }
    for (let round = 0; round < kills / 3; round++) {
      const programs = ['one', 'second', 'another'].map((name) => start(['write', directory, name]))
      // Not at the same moment of each round.
      await Promise.all(programs.map((program, i) => program.said(2 + ((round * 3 + i) % 9))))
      for (const program of programs) program.process.kill('SIGKILL')
      for (const program of programs) expect([await program.ended, program.errors]).toEqual(['SIGKILL', []])
      // The processes of a round may have published the same page: what was acknowledged is at least the latest of each.
      for (const program of programs) {
        const before = new Map(acknowledged.tokens)
        remember(acknowledged, program.lines)
        for (const [path, token] of before) {
          acknowledged.tokens.set(path, Math.max(token, acknowledged.tokens.get(path) ?? 0))
        }
      }
      await expectWhole(directory, acknowledged)
    }
    const published = await readdir(join(directory, 'pages'))
    expect(published.length).toBeGreaterThan(5)
  })
})
