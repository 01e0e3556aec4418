import { describe, expect, it } from 'vitest'
import { start, temporaryFolder } from './testing/processes.ts'

/** What every page answered, by when and path. */
async function served(trouble: string, limit?: string) {
  const program = start([trouble, temporaryFolder()], limit, 'serving.ts')
  const ended = await program.ended
  const answers = (when: string) =>
    program.lines.filter(([word]) => word === when).map(([, path, state, mark]) => `${path} ${state} ${mark}`)
  return { ended, errors: program.errors, lines: program.lines, answers }
}

async function expectToServe(trouble: string, limit?: string): Promise<void> {
  const { ended, errors, lines, answers } = await served(trouble, limit)
  expect([ended, errors]).toEqual([0, []])
  expect(answers('before')).toEqual(['/memory hit seeded'])
  const meanwhile = answers('meanwhile')
  expect(meanwhile.slice(0, 3)).toEqual(['/memory hit seeded', '/stored hit seeded', '/stale stale seeded'])
  expect(meanwhile.slice(3).map((answer) => answer.split(' ')[0])).toEqual(['/cold', '/cold'])
  expect(lines.find(([word]) => word === 'alerts')).toBeDefined()
  expect(answers('after').slice(0, 2)).toEqual(['/memory hit seeded', '/stored hit seeded'])
  expect(answers('after')[2]).toMatch(/^\/later hit render-/)
  expect(lines.at(-1)).toEqual(['closed'])
}

describe('an engine serves what it has, renders what it has not, says so, and recovers', { timeout: 60_000 }, () => {
  it('when its store finds no room (fault 4)', () => expectToServe('no-room', 'ulimit -f 16384'))

  it('when its store may not write any more (fault 5)', () => expectToServe('no-rights'))

  it('when its store gets no file descriptor (fault 6)', () => expectToServe('no-descriptors', 'ulimit -n 200'))
})
