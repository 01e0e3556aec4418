/** The table of faults cannot drift from the tests that show them. */
import { describe, expect, it } from 'vitest'
import { disagreements, faultsNamedIn, readPage, readTests, rowsOf } from '../../scripts/faults.js'

describe('docs/reference/faults.md', () => {
  it('claims only tests that name the fault, and says of the others why there is none', () => {
    const rows = rowsOf(readPage())
    expect(rows).toHaveLength(89)
    expect(disagreements(rows, readTests())).toEqual([])
  })
})

describe('the check', () => {
  const named = new Map([[1, ['a.test.ts']]])
  const found = (line: string) => disagreements(rowsOf(line), named)

  it.each([
    ['| 1 | it breaks | it goes on | `a.test.ts` |', []],
    ['| 1 | it breaks | it goes on | |', ['1 claims no test']],
    ['| 1 | it breaks | it goes on | `b.test.ts` |', ['1 claims b.test.ts, which does not name it']],
    ['| 1 | it breaks | not shown: no time | |', ['1 is "not shown", but is named by a.test.ts']],
  ])('finds what is wrong with %s', (line, faults) => expect(found(line)).toEqual(faults))

  it('reads the numbers at the ends of names', () => {
    expect([...faultsNamedIn(`test('it (B1, faults 2, 4–6)', () => {})`)]).toEqual([2, 4, 5, 6])
  })
})
