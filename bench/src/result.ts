/** What every bench gives back: its tables, its figures beside their targets, and its charts. */
import type { Spread } from './statistics.ts'

export interface BenchResult {
  /** As on the command line: `hit`. */
  readonly name: string
  /** Markdown, for the terminal as for `RESULTS.md`. */
  readonly report: string
  /** What goes into the file of `--json`. */
  readonly figures: unknown
  readonly verdicts: readonly Verdict[]
  readonly charts: readonly Chart[]
}

/** A figure beside its target. */
export interface Verdict {
  /** What was measured: `gzip, everfresh ÷ nginx per processor second`. */
  readonly figure: string
  /** Median with min–max and unit, or `not measured`. */
  readonly measured: string
  /** `≥ 0.95`. */
  readonly target: string
  /** Undefined when it was not measured, or when there is nothing to compare it with. */
  readonly met: boolean | undefined
}

export interface Chart {
  /** Of its file, without `.svg`; unlike that of any other chart. */
  readonly name: string
  readonly title: string
  /** Of the values: `requests per second`. */
  readonly unit: string
  readonly kind: 'bars' | 'lines'
  /** What stands below the horizontal axis. */
  readonly across?: string
  /** Axes whose steps are powers of ten; `x` of lines only. */
  readonly logarithmic?: readonly ('x' | 'y')[]
  readonly series: readonly Series[]
}

export interface Series {
  readonly name: string
  /** `x` is the name of a group of bars, or a number on a line. */
  readonly points: readonly { readonly x: string | number; readonly y: number }[]
}

/** `3.20 (3.10–3.40) ms`; a single number stands alone. */
export function measuredText(value: Spread | number, unit = '', digits = digitsFor(medianOf(value))): string {
  const text = (number: number) => number.toFixed(digits)
  const range = typeof value === 'number' ? '' : ` (${text(value.min)}–${text(value.max)})`
  return `${text(medianOf(value))}${range}${unit === '' ? '' : ` ${unit}`}`
}

export const atLeast = (figure: string, value: Spread | number | undefined, limit: number, unit = ''): Verdict =>
  verdictOn(figure, value, `≥ ${withUnit(limit, unit)}`, unit, (median) => median >= limit)

export const atMost = (figure: string, value: Spread | number | undefined, limit: number, unit = ''): Verdict =>
  verdictOn(figure, value, `≤ ${withUnit(limit, unit)}`, unit, (median) => median <= limit)

/** The median is what meets a target or misses it; what was not measured does neither. */
function verdictOn(
  figure: string,
  value: Spread | number | undefined,
  target: string,
  unit: string,
  isMet: (median: number) => boolean,
): Verdict {
  if (value === undefined || Number.isNaN(medianOf(value)))
    return { figure, measured: 'not measured', target, met: undefined }
  return { figure, measured: measuredText(value, unit), target, met: isMet(medianOf(value)) }
}

const medianOf = (value: Spread | number): number => (typeof value === 'number' ? value : value.median)
const withUnit = (limit: number, unit: string) => (unit === '' ? String(limit) : `${limit} ${unit}`)

function digitsFor(value: number): number {
  if (value >= 100 || Number.isInteger(value)) return 0
  return value >= 10 ? 1 : value >= 0.1 ? 2 : 4
}
