import { describe, expect, it } from 'vitest'
import { start, temporaryFolder } from './testing/processes.ts'

describe('a store on a full disk', () => {
  it('refuses writes with a reason, goes on reading, and writes again when there is room (fault 4)', async () => {
    const directory = temporaryFolder()
    // A limit on file sizes needs no rights, unlike a small file system, and LMDB sees the same short writes.
    const program = start(['fill', directory, 'filler'], 'ulimit -f 16384')
    const code = await program.ended
    const said = (word: string) => program.lines.filter(([first]) => first === word)
    const refused = said('refused')
    expect(refused.map(([, errorCode]) => errorCode)).toEqual(Array.from({ length: 5 }, () => 'STORE_FULL'))
    expect(refused[0]![2]).toContain(directory)
    expect(refused[0]![2]).toContain('the_disk_is_full')
    const readable = said('readable').map(([, count]) => Number(count))
    expect(readable[0]).toBeGreaterThan(10)
    expect(said('published').filter(([, path]) => path!.startsWith('/again/'))).toHaveLength(5)
    expect(said('closed')).toHaveLength(1)

    // The store catches what its own library leaves behind, and nothing else.
    expect(code).toBe(1)
    expect(program.errors.join('')).toContain('a rejection of somebody else')
  })

  it('opens all the same, reads, and closes', async () => {
    const directory = temporaryFolder()
    await start(['fill', directory, 'filler'], 'ulimit -f 16384').ended
    // Less than the file has already, so that not one page more can be written.
    const program = start(['read', directory, 'reader'], 'trap "" XFSZ; ulimit -f 8')
    expect([await program.ended, program.errors]).toEqual([0, expect.anything()])
    expect(Number(program.lines.find(([word]) => word === 'readable')?.[1])).toBeGreaterThan(10)
  })
})
