import { describe, expect, it } from 'vitest'
import { markdownOf } from './markdown.ts'
import type { StoredResult } from './stored-result.ts'

const result: StoredResult = {
  name: 'hit',
  report: '| server | req/s |',
  figures: {},
  verdicts: [
    { figure: 'gzip ÷ nginx', measured: '1.10 (1.05–1.20)', target: '≥ 1', met: true },
    { figure: 'gzip ÷ next', measured: '20.0', target: '≥ 35', met: false },
    { figure: '304 ÷ next', measured: 'not measured', target: '≥ 23', met: undefined },
  ],
  charts: [{ name: 'hit-p99', title: 'A cached page', unit: 'ms', kind: 'bars', series: [] }],
  on: '2026-11-21',
  machine: { cpu: 'some processor', cores: 2, node: 'v20.20.2' },
  noise: { constant: { median: 30_000, min: 28_000, max: 32_000 }, others: 0.02, steal: 0 },
  objections: [],
}

describe('the report', () => {
  it('has every figure beside its target, with what was met, what was missed and what was not measured', () => {
    const rows = markdownOf([result])
      .split('\n')
      .filter((line) => line.startsWith('| hit'))
      .map((line) =>
        line
          .split('|')
          .slice(2, -1)
          .map((cell) => cell.trim()),
      )
    expect(rows).toEqual([
      ['gzip ÷ nginx', '1.10 (1.05–1.20)', '≥ 1', 'met'],
      ['gzip ÷ next', '20.0', '≥ 35', 'missed'],
      ['304 ÷ next', 'not measured', '≥ 23', ''],
    ])
  })

  it('shows the tables and charts of each bench, where and on what machine they were measured', () => {
    const text = markdownOf([result])
    expect(text).toContain('![A cached page](results/hit-p99.svg)')
    expect(text).toContain('2026-11-21: 2 cores of some processor')
    expect(text).toContain('28000–32000 requests per second, others used up to 2 %')
    expect(text).not.toContain('too noisy')
  })

  it('says of a comparison that it was made on a noisy machine', () => {
    const noisy = { ...result, objections: ['others used 50 %'] }
    expect(markdownOf([noisy])).toContain('**The machine was too noisy for a comparison')
  })
})
