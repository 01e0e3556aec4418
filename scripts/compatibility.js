/**
 * Holds docs/reference/compatibility.md to the names of the tests: `(B12)` at the end of a name says that the test shows
 * behaviour 12. Alone it tells what does not agree; `--write` fills in the column of tests.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { claimsIn, numbersFrom, readNamedTests } from './named-tests.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = 'docs/reference/compatibility.md'

/** Every behaviour has a row of its own; what articles promise (178–182) is told in the rows that it is about. */
export const behaviours = [...Array.from({ length: 177 }, (_, index) => index + 1), 183]

/** @typedef {{ number: number, behaviour: string, state: string, tests: string[] }} Row */

/**
 * The numbers that test names in `code` end with: `(B12)`, `(B51, B173)`, `(B2, fault 37)`, `(B109–B124)`.
 *
 * @param {string} code
 * @returns {Set<number>}
 */
export function numbersNamedIn(code) {
  const numbers = claimsIn(code).flatMap((claim) =>
    [...claim.matchAll(/\bB(\d+)(?:[–-]B?(\d+))?/g)].flatMap(([, first, last]) => numbersFrom(first, last)),
  )
  return new Set(numbers)
}

/**
 * The rows of the page, in their order. The text of a row is kept as it stands.
 *
 * @param {string} markdown
 * @returns {Row[]}
 */
export function rowsOf(markdown) {
  const rows = markdown.matchAll(/^\| *B(\d+) *\|(.*)\|(.*)\|(.*)\|$/gm)
  return [...rows].map(([, number, behaviour = '', state = '', tests = '']) => ({
    number: Number(number),
    behaviour: behaviour.trim(),
    state: state.trim(),
    tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
  }))
}

/**
 * Everything in which the rows and the tests do not agree.
 *
 * @param {readonly Row[]} rows
 * @param {ReadonlyMap<number, readonly string[]>} named files by the number that their tests name
 * @returns {string[]}
 */
export function faultsOf(rows, named) {
  const faults = []
  const seen = new Set()
  for (const { number, state, tests } of rows) {
    const fault = (/** @type {string} */ what) => faults.push(`B${number} ${what}`)
    if (seen.has(number)) fault('has two rows')
    seen.add(number)
    if (!behaviours.includes(number)) fault('is no behaviour of the list')
    if (!/^(as Next\.js|not yet(: .+)?|better: .+|different: .+)$/.test(state)) fault(`has the state "${state}"`)
    const files = named.get(number) ?? []
    for (const test of tests) if (!files.includes(test)) fault(`claims ${test}, which does not name it`)
    const isPending = state.startsWith('not yet')
    if (isPending && files.length > 0) fault(`is "not yet", but is named by ${files.join(', ')}`)
    if (!isPending && tests.length === 0) fault('claims no test')
  }
  for (const number of behaviours) if (!seen.has(number)) faults.push(`B${number} is missing`)
  for (const number of named.keys())
    if (!behaviours.includes(number)) faults.push(`B${number} is named by a test, but is none`)
  return faults
}

/** The files by the behaviour that their tests name. */
export const readTests = () => readNamedTests(numbersNamedIn)

export const readPage = () => readFileSync(join(root, page), 'utf8')

/**
 * @param {string} markdown
 * @param {ReadonlyMap<number, readonly string[]>} named
 */
export function withTests(markdown, named) {
  return markdown.replaceAll(/^(\| *B(\d+) *\|.*\|.*\|).*\|$/gm, (_, begin, number) => {
    const files = named.get(Number(number)) ?? []
    return `${begin} ${files.map((file) => `\`${file}\``).join(' ')} |`
  })
}

/** @param {readonly Row[]} rows */
export function countsOf(rows) {
  /** @type {Record<string, number>} */
  const counts = {}
  for (const { state } of rows) {
    const word = state.split(':')[0] ?? state
    counts[word] = (counts[word] ?? 0) + 1
  }
  return counts
}

async function main() {
  const named = readTests()
  if (process.argv.includes('--write')) {
    const file = join(root, page)
    const options = { ...(await resolveConfig(file)), filepath: file }
    writeFileSync(file, await format(withTests(readPage(), named), options))
  }
  const rows = rowsOf(readPage())
  for (const [state, count] of Object.entries(countsOf(rows))) console.log(`${state}: ${count}`)
  const faults = faultsOf(rows, named)
  for (const fault of faults) console.error(fault)
  if (faults.length > 0) process.exitCode = 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main()
