import type { Clock } from '@everfresh/engine'
import { systemClock } from '@everfresh/engine'
import { markOf, pageOf, type Line } from '@everfresh/engine/crash-testing'
import { describe, expect, it } from 'vitest'
import { openLmdbPageStore } from './lmdb-page-store.ts'
import { start, temporaryFolder } from './testing/processes.ts'

/** The leases of the program last this long. */
const ttlMs = 2_000
const afterTheLeases: Clock = { ...systemClock, now: () => Date.now() + ttlMs }

interface Acknowledged {
  /** The latest acknowledged token of each path. */
  readonly tokens: Map<string, number>
  /** The latest acknowledged position of the log. */
  position: number
}

function remember(acknowledged: Acknowledged, lines: readonly Line[]): void {
  for (const [word, ...rest] of lines) {
    if (word === 'invalidated') acknowledged.position = Math.max(acknowledged.position, Number(rest[0]))
    if (word !== 'published') continue
    const [path, token] = [rest[0]!, Number(rest[1])]
    acknowledged.tokens.set(path, Math.max(acknowledged.tokens.get(path) ?? 0, token))
  }
}

async function expectWhole(directory: string, { tokens, position }: Acknowledged): Promise<void> {
  const store = await openLmdbPageStore({ directory, clock: afterTheLeases })
  expect(store.head()).toBeGreaterThanOrEqual(position)
  for (const [path, token] of tokens) {
    const loaded = await store.load(pageOf(path))
    expect(loaded?.entry.version).toBeGreaterThanOrEqual(token)
    expect(markOf(loaded!.entry)).toMatch(/^(one|second)-\d+$/)
    const acquired = await store.acquire(pageOf(path), { need: 0, known: 0, owner: 'test', ttlMs: 1 })
    expect([path, acquired.kind]).toEqual([path, 'granted'])
    if (acquired.kind === 'granted') await store.fail(pageOf(path), acquired.lease.token, 0)
  }
  const listed = []
  for await (const summary of store.list()) listed.push(summary.path)
  expect(new Set(listed).size).toBe(listed.length)
  for (const path of listed) expect(store.load(pageOf(path))?.entry.path).toBe(path)
  await store.close()
}

describe('a store whose processes are killed while they write', () => {
  it(
    'keeps every acknowledged write, tears nothing and is free after the leases (B136, fault 1)',
    { timeout: 300_000 },
    async () => {
      const directory = temporaryFolder()
      const acknowledged: Acknowledged = { tokens: new Map(), position: 0 }
      let kills = 0
      for (let round = 0; round < 10; round++) {
        const programs = ['one', 'second'].map((name) => start(['write', directory, name]))
        // Not at the same moment of each round: at the first write, in the midst of many, while the file grows.
        await Promise.all(programs.map((program) => program.said(2 + round * 7)))
        for (const program of programs) program.process.kill('SIGKILL')
        for (const program of programs) {
          expect([await program.ended, program.errors]).toEqual(['SIGKILL', []])
          remember(acknowledged, program.lines)
          kills++
        }
        await expectWhole(directory, acknowledged)
      }
      expect(kills).toBe(20)
      expect(acknowledged.tokens.size).toBe(20)
    },
  )

  it('leaves the others writing, in the midst of large transactions as well', { timeout: 300_000 }, async () => {
    const directory = temporaryFolder()
    const programs = ['one', 'second', 'third', 'fourth'].map((name) => start(['seed', directory, name]))
    const seeded = ({ lines }: (typeof programs)[number]) => lines.filter(([word]) => word === 'seeded').length
    await Promise.all(programs.map((program) => program.said(5)))
    for (let victim = programs.shift(); victim; victim = programs.shift()) {
      victim.process.kill('SIGKILL')
      expect([await victim.ended, victim.errors]).toEqual(['SIGKILL', []])
      await Promise.all(programs.map((program) => program.said(1 + seeded(program) + 4)))
    }
    const store = await openLmdbPageStore({ directory, clock: afterTheLeases })
    for await (const page of store.list()) markOf(store.load(page)!.entry)
    await store.close()
  })
})
