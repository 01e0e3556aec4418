import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Gate } from './gate.ts'
import { thisProcess } from './liveness.ts'
import { temporaryFolder } from './testing/processes.ts'

/** No process has this number: it is above what any kernel gives. */
const dead = '4194305-1-dead'

function promiseAndResolve(): readonly [promise: Promise<void>, resolve: () => void] {
  let resolve = (): void => {}
  const promise = new Promise<void>((each) => {
    resolve = each
  })
  return [promise, resolve]
}

describe('the gate between openings and writes', () => {
  it('lets a write begin at once, and an opening wait for its end', async () => {
    const directory = temporaryFolder()
    const [writer, opener] = [new Gate(directory), new Gate(directory)]
    const [written, write] = promiseAndResolve()
    const events: string[] = []
    const writing = writer.writing(async () => {
      events.push('write begins')
      await written
      events.push('write ends')
    })
    expect(events).toEqual(['write begins'])
    const opening = opener.opening(() => events.push('opening'))
    await new Promise((resolve) => setTimeout(resolve, 20))
    write()
    await Promise.all([writing, opening])
    expect(events).toEqual(['write begins', 'write ends', 'opening'])
    for (const gate of [writer, opener]) gate.close()
  })

  it('lets a write wait for an opening, also one among writes that overlap', async () => {
    const directory = temporaryFolder()
    const writer = new Gate(directory)
    const note = join(directory, 'openings', `${thisProcess}-opening`)
    const [written, write] = promiseAndResolve()
    const first = writer.writing(() => written)
    await new Promise((resolve) => setTimeout(resolve, 5))
    writeFileSync(note, '')
    let begun = false
    const second = writer.writing(() => {
      begun = true
      expect(existsSync(note)).toBe(false)
    })
    write()
    await first
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(begun).toBe(false)
    rmSync(note)
    await second
    expect(begun).toBe(true)
    writer.close()
  })

  it('forgets processes that ended while they opened or wrote', async () => {
    const directory = temporaryFolder()
    const gate = new Gate(directory)
    writeFileSync(join(directory, 'processes', dead), 'w')
    expect(await gate.opening(() => 'opened')).toBe('opened')
    writeFileSync(join(directory, 'openings', dead), '')
    expect(await gate.writing(() => 'written')).toBe('written')
    // Somebody else has the number now.
    writeFileSync(join(directory, 'openings', `${process.pid}-1-earlier`), '')
    expect(await gate.writing(() => 'written')).toBe('written')
    gate.close()
    expect([...readdirSync(join(directory, 'processes')), ...readdirSync(join(directory, 'openings'))]).toEqual([])
  })

  it('gives an opening up that waits too long, and says for whom it did', async () => {
    const directory = temporaryFolder()
    const [writer, opener] = [new Gate(directory), new Gate(directory, 10)]
    const [written, write] = promiseAndResolve()
    const writing = writer.writing(() => written)
    const opening = opener.opening(() => 'opened')
    await expect(opening).rejects.toMatchObject({ code: 'STORE_BUSY' })
    await expect(opening).rejects.toThrow(`process ${process.pid}`)
    write()
    await writing
    expect(await opener.opening(() => 'opened')).toBe('opened')
    for (const gate of [writer, opener]) gate.close()
  })

  it('ends a write that failed', async () => {
    const directory = temporaryFolder()
    const [writer, opener] = [new Gate(directory), new Gate(directory)]
    await expect(writer.writing(() => Promise.reject(new Error('full')))).rejects.toThrow('full')
    expect(await opener.opening(() => 'opened')).toBe('opened')
    for (const gate of [writer, opener]) gate.close()
  })
})
