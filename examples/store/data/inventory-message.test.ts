import { describe, expect, it } from 'vitest'
import { readInventoryMessage } from './inventory-message.ts'

describe('readInventoryMessage', () => {
  it('reads a stock level, and a price in dollars when there is one', () => {
    expect(readInventoryMessage('{"sku":"ck-00001","stock":7}')).toEqual({
      sku: 'ck-00001',
      stock: 7,
      priceCents: undefined,
    })
    expect(readInventoryMessage('{"sku":"x","stock":0,"price":19.99}')).toEqual({
      sku: 'x',
      stock: 0,
      priceCents: 1999,
    })
  })

  it.each([
    ['', /no JSON/],
    ['{"sku":', /no JSON/],
    ['null', /object/],
    ['[1]', /object/],
    ['"text"', /object/],
    ['{"stock":7}', /"sku"/],
    ['{"sku":7,"stock":7}', /"sku"/],
    ['{"sku":"x"}', /"stock"/],
    ['{"sku":"x","stock":"7"}', /"stock"/],
    ['{"sku":"x","stock":-1}', /"stock"/],
    ['{"sku":"x","stock":1.5}', /"stock"/],
    ['{"sku":"x","stock":7,"price":0}', /"price"/],
    ['{"sku":"x","stock":7,"price":"9"}', /"price"/],
    ['{"sku":"x","stock":7,"price":null}', /"price"/],
  ])('says what is wrong with %s', (body, problem) => {
    expect(readInventoryMessage(body)).toEqual({ error: expect.stringMatching(problem) })
  })
})
