/** The report: figures beside their targets, then each bench with its tables and charts. */
import type { Noise } from '../machine.ts'
import type { BenchResult, Verdict } from '../result.ts'
import { tableOf } from '../table.ts'
import type { StoredResult } from './stored-result.ts'

/** `results` in the order in which the report has them. */
export function markdownOf(results: readonly StoredResult[]): string {
  return [
    '# What was measured',
    '',
    '`npm run bench -- all` writes this file; [the guide](README.md) says how it measures. All servers run on the same machine by',
    'turns, each on one core where nothing else is said, and the load comes from another. A figure is the median of its rounds, with the lowest and the highest',
    'behind it; a ratio is taken within each round.',
    '',
    '## Figures and targets',
    '',
    figuresTable(results),
    '',
    ...results.flatMap(sectionOf),
  ].join('\n')
}

function sectionOf(result: StoredResult): string[] {
  const { machine, on, objections } = result
  const where = `Measured on ${on}: ${machine.cores} cores of ${machine.cpu}, Node ${machine.node}. ${noiseText(result.noise)}`
  const warning = `**The machine was too noisy for a comparison, and this one was made all the same: ${objections.join('; ')}.**`
  return [
    `## ${result.name}`,
    '',
    where,
    '',
    ...(objections.length > 0 ? [warning, ''] : []),
    result.report,
    '',
    ...result.charts.flatMap(({ name, title }) => [`![${title}](results/${name}.svg)`, '']),
  ]
}

function noiseText(noise: Noise | undefined): string {
  if (noise === undefined) return ''
  const { constant, others, steal } = noise
  const range = `${Math.round(constant.min)}–${Math.round(constant.max)}`
  return `Between the rounds a constant server answered ${range} requests per second, others used up to ${percent(others)} of the processors, and the host withheld up to ${percent(steal)}.`
}

const percent = (share: number): string => `${Math.round(share * 100)} %`

/** Every figure beside its target. */
export function figuresTable(results: readonly Pick<BenchResult, 'name' | 'verdicts'>[]): string {
  const rows = results.flatMap(({ name, verdicts }) => verdicts.map((verdict) => [name, ...rowOf(verdict)]))
  return tableOf(['bench', 'figure', 'measured', 'target', ''], rows)
}

const rowOf = ({ figure, measured, target, met }: Verdict): string[] => [
  ...[figure, measured, target],
  met === undefined ? '' : met ? 'met' : 'missed',
]
