import { describe, expect, it } from 'vitest'
import { centsOf, dollarsOf, formatPrice, stockOf, typedPrice } from './money.ts'

describe('formatPrice', () => {
  it.each([
    [0, '$0.00'],
    [5, '$0.05'],
    [1999, '$19.99'],
    [100_000, '$1,000.00'],
    [123_456_789, '$1,234,567.89'],
    [-250, '-$2.50'],
  ])('writes %i cents as %s', (cents, text) => expect(formatPrice(cents)).toBe(text))
})

describe('centsOf', () => {
  it.each([
    [19.99, 1999],
    [7, 700],
    [0.07, 7],
    [1.1, 110],
    ['12.5', 1250],
    [' 3 ', 300],
    [1_000_000, 100_000_000],
  ])('reads %j as %i cents', (dollars, cents) => expect(centsOf(dollars)).toBe(cents))

  it.each([
    0,
    -1,
    1.999,
    1_000_000.01,
    NaN,
    Infinity,
    1e21,
    '',
    'ten',
    '1,50',
    '0x10',
    '1e3',
    null,
    undefined,
    {},
    [5],
    true,
  ])('takes %j for no price', (value) => expect(centsOf(value)).toBeUndefined())

  it('gives back what the other direction wrote, for every cent up to ten dollars', () => {
    for (let cents = 1; cents <= 1000; cents++) {
      expect(centsOf(dollarsOf(cents))).toBe(cents)
      expect(centsOf(typedPrice(cents))).toBe(cents)
    }
  })
})

describe('stockOf', () => {
  it('reads whole numbers from none to a million', () => {
    expect([stockOf(0), stockOf('7'), stockOf(1_000_000)]).toEqual([0, 7, 1_000_000])
  })

  it.each([-1, 1.5, 1_000_001, NaN, '', '7 pieces', null, undefined, [], false])(
    'takes %j for no stock level',
    (value) => expect(stockOf(value)).toBeUndefined(),
  )
})
