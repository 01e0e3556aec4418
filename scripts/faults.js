/**
 * Holds docs/reference/faults.md to the names of the tests: `(fault 12)` at the end of a name says that the test shows what
 * happens then. Alone it tells what does not agree; `--write` fills in the column of tests.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { claimsIn, numbersFrom, readNamedTests } from './named-tests.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const page = 'docs/reference/faults.md'

/** @typedef {{ number: number, outcome: string, tests: string[] }} Row */

/**
 * The numbers that test names in `code` end with: `(fault 12)`, `(B1, faults 12, 13)`, `(faults 46–48)`.
 *
 * @param {string} code
 * @returns {Set<number>}
 */
export function faultsNamedIn(code) {
  const lists = claimsIn(code).flatMap((claim) => [
    ...claim.matchAll(/\bfaults? (\d+(?:[–-]\d+)?(?:, \d+(?:[–-]\d+)?)*)/g),
  ])
  return new Set(
    lists.flatMap(([, list = '']) =>
      [...list.matchAll(/(\d+)(?:[–-](\d+))?/g)].flatMap(([, first, last]) => numbersFrom(first, last)),
    ),
  )
}

/** The files by the fault that their tests name. */
export const readTests = () => readNamedTests(faultsNamedIn)

export const readPage = () => readFileSync(join(root, page), 'utf8')

/**
 * @param {string} markdown
 * @returns {Row[]}
 */
export function rowsOf(markdown) {
  return [...markdown.matchAll(/^\| *(\d+) *\|.*\|(.*)\|(.*)\|$/gm)].map(([, number, outcome = '', tests = '']) => ({
    number: Number(number),
    outcome: outcome.trim(),
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
export function disagreements(rows, named) {
  const found = rows.flatMap(({ number, outcome, tests }) => {
    const files = named.get(number) ?? []
    const isShown = !outcome.startsWith('not shown')
    return [
      ...tests
        .filter((test) => !files.includes(test))
        .map((test) => `${number} claims ${test}, which does not name it`),
      ...(isShown && tests.length === 0 ? [`${number} claims no test`] : []),
      ...(!isShown && files.length > 0 ? [`${number} is "not shown", but is named by ${files.join(', ')}`] : []),
      ...(/^not shown(?!: .)/.test(outcome) ? [`${number} does not say why it is not shown`] : []),
    ]
  })
  const numbers = rows.map(({ number }) => number)
  const expected = numbersFrom('1', String(rows.length))
  if (numbers.join() !== expected.join()) found.push('the rows are not numbered from 1 without a gap')
  for (const number of named.keys())
    if (!numbers.includes(number)) found.push(`${number} is named by a test, but has no row`)
  return found
}

/**
 * @param {string} markdown
 * @param {ReadonlyMap<number, readonly string[]>} named
 */
export function withTests(markdown, named) {
  return markdown.replaceAll(/^(\| *(\d+) *\|.*\|.*\|).*\|$/gm, (_, begin, number) => {
    const files = named.get(Number(number)) ?? []
    return `${begin} ${files.map((file) => `\`${file}\``).join(' ')} |`
  })
}

async function main() {
  const named = readTests()
  if (process.argv.includes('--write')) {
    const file = join(root, page)
    writeFileSync(file, await format(withTests(readPage(), named), { ...(await resolveConfig(file)), filepath: file }))
  }
  const rows = rowsOf(readPage())
  const notShown = rows.filter(({ outcome }) => outcome.startsWith('not shown')).length
  console.log(`shown: ${rows.length - notShown}\nnot shown: ${notShown}`)
  const found = disagreements(rows, named)
  for (const each of found) console.error(each)
  if (found.length > 0) process.exitCode = 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main()
