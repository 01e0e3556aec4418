/** The list of differences that a rehearsal expects, held to those that there are and to the documentation. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { anchorsOf } from '../../scripts/check-links.js'
import { readPage, rowsOf } from '../../scripts/compatibility.js'
import type { Difference } from './compare.ts'

export interface ExpectedDifference {
  /** Where, as it is reported or its end: `headers.etag`, also of `second.headers.etag`; a pattern for several places. */
  readonly what: string | RegExp
  /** Names of the probes that see it; without it, any may, and one must. */
  readonly probes?: string | RegExp
  /** What Next.js answers there, and Everfresh; a pattern is held against text, or against the value as JSON. */
  readonly next?: unknown
  readonly everfresh?: unknown
  /** Whether it is that difference, where patterns cannot say it. */
  readonly is?: (difference: Difference) => boolean
  /** Why that is so. */
  readonly because: string
  /** A row of the table of behaviours that says so, or a heading of the documentation. */
  readonly see: `B${number}` | `docs/${string}#${string}`
}

export interface SeenDifference extends Difference {
  readonly probe: string
}

export const isExpected = (expected: ExpectedDifference, seen: SeenDifference): boolean =>
  isPlace(expected.what, seen.what) &&
  (expected.probes === undefined || matches(expected.probes, seen.probe)) &&
  (!('next' in expected) || matches(expected.next, seen.next)) &&
  (!('everfresh' in expected) || matches(expected.everfresh, seen.everfresh)) &&
  (expected.is === undefined || expected.is(seen))

const isPlace = (what: string | RegExp, seen: string): boolean =>
  typeof what === 'string' ? `.${seen}`.endsWith(`.${what}`) : what.test(seen)

function matches(pattern: unknown, value: unknown): boolean {
  if (pattern instanceof RegExp) return pattern.test(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
  return JSON.stringify(pattern) === JSON.stringify(value)
}

/** What is wrong with the reasons given: rows that claim to be as Next.js, documents that are not there. */
export function unfoundedReasons(expected: readonly ExpectedDifference[]): string[] {
  const rows = rowsOf(readPage())
  return expected.flatMap(({ see, because }) => {
    if (see.startsWith('docs/')) {
      const [file = '', anchor = ''] = see.split('#')
      const path = join(repository, file)
      if (existsSync(path) && anchorsOf(readFileSync(path, 'utf8')).has(anchor)) return []
      return [`${see} does not exist, but is the reason for: ${because}`]
    }
    const row = rows.find(({ number }) => `B${number}` === see)
    if (row !== undefined && /^(better|different): /.test(row.state)) return []
    return [`${see} is "${row?.state ?? 'no row'}" in docs/reference/compatibility.md, but the reason for: ${because}`]
  })
}

const repository = fileURLToPath(new URL('../..', import.meta.url))

/** For the one who reads the output of the tests. */
export const describeDifferences = (differences: readonly SeenDifference[]): string =>
  differences
    .map(
      ({ probe, what, next, everfresh }) =>
        `${probe} · ${what}\n    Next.js    ${show(next)}\n    Everfresh  ${show(everfresh)}`,
    )
    .join('\n')

/** The expected differences with how often each was seen, and one example. */
export function describeExpected(expected: readonly ExpectedDifference[], seen: readonly SeenDifference[]): string {
  return expected
    .map((each) => {
      const found = seen.filter((difference) => isExpected(each, difference))
      const [first] = found
      const example = first === undefined ? '' : `: ${show(first.next)} → ${show(first.everfresh)}`
      return `  ${each.see} ${each.because} (${String(found.length)} ×, ${first?.what ?? String(each.what)}${example})`
    })
    .join('\n')
}

function show(value: unknown): string {
  const text = Array.isArray(value)
    ? value.map(String).join('\n')
    : typeof value === 'string'
      ? value
      : JSON.stringify(value)
  if (text === undefined) return '(nothing)'
  const lines = text.split('\n')
  const shown = lines.slice(0, 12).map((line) => (line.length > 3000 ? `${line.slice(0, 3000)} …` : line))
  if (lines.length > 12) shown.push(`… and ${lines.length - 12} lines more`)
  return shown.length === 1 ? shown[0]! : `\n      ${shown.join('\n      ')}`
}
