import { describe, expect, it } from 'vitest'
import { atPrices, deliveryCents, emptyCart, itemCount, largestQuantity, parseCart, totalsOf } from './cart.ts'
import { without, withMore, withQuantity } from './cart.ts'

const pan = { sku: 'ck-1', name: 'Pan', brand: 'Holmby', picture: '/pan.svg', priceCents: 1999 }
const mug = { sku: 'tw-1', name: 'Mug', brand: 'Fenwick', picture: '/mug.svg', priceCents: 950 }

describe('a cart', () => {
  it('counts things that are added twice, at the newer price', () => {
    const cart = withMore(withMore(withMore(emptyCart, pan), mug, 3), { ...pan, priceCents: 1500 }, 2)
    expect(cart.map(({ sku, quantity, priceCents }) => [sku, quantity, priceCents])).toEqual([
      ['ck-1', 3, 1500],
      ['tw-1', 3, 950],
    ])
    expect(itemCount(cart)).toBe(6)
  })

  it('takes another quantity, and takes a line out at none', () => {
    const cart = withMore(withMore(emptyCart, pan), mug)
    expect(itemCount(withQuantity(cart, 'ck-1', 4))).toBe(5)
    expect(withQuantity(cart, 'ck-1', 0)).toEqual(without(cart, 'ck-1'))
    expect(withQuantity(cart, 'ck-1', NaN)).toEqual(without(cart, 'ck-1'))
  })

  it('holds only so many of one thing', () => {
    expect(withMore(emptyCart, pan, 5000)[0]?.quantity).toBe(largestQuantity)
    expect(withMore(withMore(emptyCart, pan, 60), pan, 60)[0]?.quantity).toBe(largestQuantity)
  })

  it('takes on the prices of today and keeps those it cannot learn', () => {
    const cart = atPrices(withMore(withMore(emptyCart, pan), mug), new Map([['ck-1', 2500]]))
    expect(cart.map(({ priceCents }) => priceCents)).toEqual([2500, 950])
  })
})

describe('totalsOf', () => {
  it('adds up in cents and charges delivery below sixty dollars', () => {
    const cart = withMore(withMore(emptyCart, pan, 2), mug)
    expect(totalsOf(cart)).toEqual({ goodsCents: 4948, deliveryCents, totalCents: 4948 + deliveryCents })
  })

  it('delivers free from sixty dollars on, and nothing for nothing', () => {
    expect(totalsOf(withMore(emptyCart, { ...pan, priceCents: 6000 })).deliveryCents).toBe(0)
    expect(totalsOf(withMore(emptyCart, { ...pan, priceCents: 5999 })).deliveryCents).toBe(deliveryCents)
    expect(totalsOf(emptyCart)).toEqual({ goodsCents: 0, deliveryCents: 0, totalCents: 0 })
  })
})

describe('parseCart', () => {
  it('reads back what was kept', () => {
    const cart = withMore(withMore(emptyCart, pan), mug, 2)
    expect(parseCart(JSON.stringify(cart))).toEqual(cart)
  })

  it.each([null, '', '{', 'null', '7', '{"sku":"x"}', '[null,7,"x"]'])('takes %j for an empty cart', (kept) =>
    expect(parseCart(kept)).toEqual([]),
  )

  it('drops lines that were tampered with and keeps the others', () => {
    const kept = [
      { ...pan, quantity: -1 },
      { ...pan, quantity: 1.5 },
      { ...mug, quantity: 1, priceCents: '9' },
      { ...mug, quantity: 1 },
    ]
    expect(parseCart(JSON.stringify(kept))).toEqual([{ ...mug, quantity: 1 }])
  })
})
