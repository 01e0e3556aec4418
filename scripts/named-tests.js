/** What the names of tests claim: a name that ends with `(B12, fault 7)` says that the test shows behaviour 12 and fault 7. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * The ends of test names in `code`: what stands between the last parentheses.
 *
 * @param {string} code
 * @returns {string[]}
 */
export function claimsIn(code) {
  return [...code.matchAll(/\(([^()\n]*\d[^()\n]*)\)['"`]/g)].map(([, claim = '']) => claim)
}

/**
 * The whole numbers from `first` to `last`; `first` alone where there is no `last`.
 *
 * @param {string | undefined} first
 * @param {string | undefined} last
 * @returns {number[]}
 */
export function numbersFrom(first, last) {
  const numbers = []
  for (let number = Number(first); number <= Number(last ?? first); number += 1) numbers.push(number)
  return numbers
}

/**
 * Reads the tests that git knows of: what somebody is still writing claims nothing yet.
 *
 * @param {(code: string) => Iterable<number>} numbersIn
 * @returns {Map<number, string[]>} the files by the number that their tests name
 */
export function readNamedTests(numbersIn) {
  const listed = execFileSync('git', ['ls-files', '*.test.ts', '*.test.tsx'], { cwd: root, encoding: 'utf8' })
  const files = [...new Set(listed.split('\n'))].filter((name) => name !== '' && existsSync(join(root, name))).sort()
  const named = new Map()
  for (const file of files) {
    for (const number of new Set(numbersIn(readFileSync(join(root, file), 'utf8')))) {
      named.set(number, [...(named.get(number) ?? []), file])
    }
  }
  return named
}
