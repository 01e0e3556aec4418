import { expect, it } from 'vitest'
import type { Chart } from '../result.ts'
import { short, svgOf } from './chart-svg.ts'

const bars: Chart = {
  ...{ name: 'hit', title: 'A cached page', unit: 'requests per second', kind: 'bars' },
  series: [
    {
      name: 'identity',
      points: [
        { x: 'everfresh', y: 40_000 },
        { x: 'next', y: 2_000 },
      ],
    },
    { name: 'gzip', points: [{ x: 'everfresh', y: 39_000 }] },
  ],
}

it('draws bars with the names of servers, of series and of the unit', () => {
  const svg = svgOf(bars)
  expect(svg).toMatch(/^<svg [^]*<\/svg>\n$/)
  for (const text of ['A cached page', 'everfresh', 'next', 'identity', 'gzip', 'requests per second', '40 k']) {
    expect(svg).toContain(`>${text}</text>`)
  }
})

it('draws lines along axes whose steps are powers of ten', () => {
  const points = [1_000, 10_000, 100_000, 1_000_000].map((x) => ({ x, y: 3 * Math.log10(x) }))
  const lines: Chart = {
    ...{ name: 'scale', title: 'Growth', unit: 'µs', kind: 'lines', across: 'pages', logarithmic: ['x', 'y'] },
    series: [{ name: 'hit', points }],
  }
  const svg = svgOf(lines)
  for (const text of ['Growth', 'pages', '10 k', '1 M']) expect(svg).toContain(`>${text}</text>`)
})

it('writes large numbers short', () => {
  expect([0.123_4, 9_999, 34_000, 1_250_000].map(short)).toEqual(['0.123', '9999', '34 k', '1.25 M'])
})
