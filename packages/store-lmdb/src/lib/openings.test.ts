import { describe, expect, it } from 'vitest'
import { openLmdbPageStore } from './lmdb-page-store.ts'
import { start, temporaryFolder } from './testing/processes.ts'

describe('a store that processes open while others write', () => {
  it('keeps every acknowledged write, and lets both sides go on', { timeout: 300_000 }, async () => {
    const directory = temporaryFolder()
    const opener = start(['reopen', directory, 'opener'])
    await opener.said(2)
    const writers = ['one', 'second'].map((name) => start(['append', directory, name]))
    for (const writer of writers) expect([await writer.ended, writer.errors]).toEqual([0, []])
    opener.process.kill('SIGKILL')
    expect([await opener.ended, opener.errors]).toEqual(['SIGKILL', []])
    expect(opener.lines.length).toBeGreaterThan(20)

    const store = await openLmdbPageStore({ directory })
    const nonces = new Set(store.readLog(undefined, 'me').entries.map(({ nonce }) => nonce))
    await store.close()
    const acknowledged = writers.flatMap(({ lines }) => lines.filter(([word]) => word === 'invalidated'))
    expect(acknowledged).toHaveLength(800)
    expect(acknowledged.filter(([, , nonce]) => !nonces.has(nonce!))).toEqual([])
  })
})
