/** The table of behaviours cannot drift from the tests that show them. */
import { describe, expect, it } from 'vitest'
import { faultsOf, numbersNamedIn, readPage, readTests, rowsOf, withTests } from '../../scripts/compatibility.js'

describe('docs/reference/compatibility.md', () => {
  it('has a row for every behaviour, and claims only tests that name it', () => {
    expect(faultsOf(rowsOf(readPage()), readTests())).toEqual([])
  })
})

describe('the numbers of a test name', () => {
  const name = (numbers: string) => `test('shows it (${numbers})', () => {})`

  it.each([
    ['B12', [12]],
    ['B51, B173', [51, 173]],
    ['B109–B112', [109, 110, 111, 112]],
    ['B7, fault 37', [7]],
  ])('are read from (%s)', (numbers, expected) => {
    expect([...numbersNamedIn(name(numbers))]).toEqual(expected)
  })

  it('are none of those in comments or within a name', () => {
    expect(numbersNamedIn(`// as Next.js does (B9)\ntest('B8 and (B7) are no claim', () => {})`).size).toBe(0)
  })
})

describe('the check', () => {
  const row = (number: number, state: string, tests = '') => `| B${number} | it works | ${state} | ${tests} |`
  const named = new Map([[1, ['a.test.ts']]])
  const faults = (...lines: string[]) =>
    faultsOf(rowsOf(lines.join('\n')), named).filter((fault) => !fault.endsWith('is missing'))

  it('passes a row whose test names it', () => {
    expect(faults(row(1, 'as Next.js', '`a.test.ts`'))).toEqual([])
  })

  it.each([
    [row(1, 'not yet'), 'B1 is "not yet", but is named by a.test.ts'],
    [row(1, 'as Next.js', '`b.test.ts`'), 'B1 claims b.test.ts, which does not name it'],
    [row(2, 'as Next.js'), 'B2 claims no test'],
    [row(1, 'better', '`a.test.ts`'), 'B1 has the state "better"'],
    [row(999, 'not yet'), 'B999 is no behaviour of the list'],
  ])('finds the fault of %s', (line, fault) => {
    expect(faults(line)).toEqual([fault])
  })

  it('finds missing rows, and rows that are there twice', () => {
    expect(faultsOf(rowsOf(row(1, 'as Next.js', '`a.test.ts`')), named)).toContain('B2 is missing')
    expect(faults(row(2, 'not yet'), row(2, 'not yet'))).toEqual(['B2 has two rows'])
  })

  it('fills in the column of tests', () => {
    expect(withTests(row(1, 'as Next.js'), named)).toBe(row(1, 'as Next.js', '`a.test.ts`'))
  })
})
