import { describe, expect, it } from 'vitest'
import { atLeast, atMost, measuredText } from './result.ts'

describe('a verdict', () => {
  it('is that of the median, at the limit itself too', () => {
    const spread = { median: 0.95, min: 0.9, max: 0.97 }
    expect(atLeast('gzip', spread, 0.95)).toEqual({
      figure: 'gzip',
      measured: '0.95 (0.90–0.97)',
      target: '≥ 0.95',
      met: true,
    })
    expect(atMost('p99', spread, 0.94, 'ms')).toMatchObject({ target: '≤ 0.94 ms', met: false })
  })

  it('is none on what was not measured, or could not be', () => {
    expect(atLeast('÷ next', undefined, 17)).toMatchObject({ measured: 'not measured', target: '≥ 17', met: undefined })
    expect(atMost('÷ next', NaN, 1)).toMatchObject({ measured: 'not measured', met: undefined })
  })
})

it('writes a figure with as many digits as say something', () => {
  expect(measuredText({ median: 36_447.4, min: 15_000, max: 41_000.6 })).toBe('36447 (15000–41001)')
  expect(measuredText(12.345, 'ms')).toBe('12.3 ms')
  expect(measuredText(0.004_56)).toBe('0.0046')
})
