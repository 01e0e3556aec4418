import { describe, expect, it } from 'vitest'
import { queryOf } from './query.ts'

describe('queryOf', () => {
  it('reads names, repeated names and encodings', () => {
    expect({ ...queryOf('?a=1&b=x%20y+z&a=2&c&a=3&d=') }).toEqual({ a: ['1', '2', '3'], b: 'x y z', c: '', d: '' })
    expect({ ...queryOf('a=1') }).toEqual({ a: '1' })
    expect({ ...queryOf('') }).toEqual({})
  })

  it('lets the parameters of the path win', () => {
    expect({ ...queryOf('?id=evil&id=2&x=1', { id: '7', all: ['a'] }) }).toEqual({ id: '7', x: '1', all: ['a'] })
  })

  it('gives names of prototypes no meaning', () => {
    const query = queryOf('?__proto__=1&__proto__=2&constructor=3')
    expect(Object.getPrototypeOf(query)).toBeNull()
    expect(Object.entries(query)).toEqual([
      ['__proto__', ['1', '2']],
      ['constructor', '3'],
    ])
    expect(({} as Record<string, unknown>)['1']).toBeUndefined()
  })
})
