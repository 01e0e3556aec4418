import { describe, expect, it } from 'vitest'
import { capturedBy, type Conditions } from './conditions.ts'

const request = {
  headers: { host: 'Example.com:3000', 'x-kind': 'a12', cookie: 'session=active; empty=' },
  search: '?page=1&page=2&none=',
}
const captured = (conditions: Conditions) => capturedBy(conditions, request)

describe('capturedBy', () => {
  it('captures values that are there', () => {
    expect(captured({ has: [{ type: 'header', key: 'X-Kind' }] })).toEqual({ XKind: 'a12' })
    expect(captured({ has: [{ type: 'cookie', key: 'session', value: '(?<state>a.*)' }] })).toEqual({ state: 'active' })
    expect(captured({ has: [{ type: 'query', key: 'page', value: '2' }] })).toEqual({})
    expect(captured({ has: [{ type: 'host', value: 'example.com' }] })).toEqual({ host: 'example.com' })
  })

  it('matches a value from beginning to end', () => {
    expect(captured({ has: [{ type: 'header', key: 'x-kind', value: 'a1' }] })).toBeUndefined()
    expect(captured({ has: [{ type: 'header', key: 'x-kind', value: 'a1|a12' }] })).toEqual({})
  })

  it('does not hold when something is absent or empty', () => {
    expect(captured({ has: [{ type: 'cookie', key: 'empty' }] })).toBeUndefined()
    expect(captured({ has: [{ type: 'query', key: 'none' }] })).toBeUndefined()
    expect(captured({ has: [{ type: 'header', key: 'x-none' }] })).toBeUndefined()
  })

  it('does not hold when something is there that must be missing', () => {
    expect(captured({ missing: [{ type: 'header', key: 'x-kind' }] })).toBeUndefined()
    expect(
      captured({
        missing: [
          { type: 'header', key: 'x-none' },
          { type: 'query', key: 'page', value: '9' },
        ],
      }),
    ).toEqual({})
  })
})
