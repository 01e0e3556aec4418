import { describe, expect, it } from 'vitest'
import { createMatches } from '../middleware/matchers.ts'
import { bounded } from './bounded-expression.ts'
import { capturedBy } from './conditions.ts'
import { compileSource } from './compile-rule.ts'
import { ruleMatcher } from './rule-matcher.ts'

const headers = {}

/** Each would take minutes. */
const slow = {
  repeated: { source: '/:a*/:b*/:c*/end', path: '/a'.repeat(4_000) },
  grouped: { source: '/(.*)-(.*)-(.*)z', path: `/${'-'.repeat(8_000)}` },
  nested: { source: '/((?:a+)+)z', path: `/${'a'.repeat(8_000)}` },
}

describe('a pattern that is slow for what a visitor sends (fault 80)', () => {
  it.each(Object.entries(slow))('refuses the request before anybody else waits for it: %s', (_name, given) => {
    const match = ruleMatcher(compileSource(given.source), {}, bounded)
    expect(() => match(given.path, { headers, search: '' })).toThrow(URIError)
  })

  it('refuses it in conditions and matchers of middleware, too: who may not pass does not', () => {
    const condition = { type: 'query', key: 'q', value: '(a+)+z' } as const
    expect(() => capturedBy({ has: [condition] }, { headers, search: `?q=${'a'.repeat(5_000)}` }, bounded)).toThrow(
      URIError,
    )
    const { source, path } = slow.grouped
    expect(() => createMatches([{ source }])({ pathname: path, search: '' }, headers)).toThrow(URIError)
  })

  it('is as good as any other for the rest', () => {
    const { source } = slow.repeated
    const long = `/${'a'.repeat(1_000)}`
    const match = ruleMatcher(compileSource(source), {}, bounded)
    expect(match('/x/y/end', { headers, search: '' })).toMatchObject({ a: { encoded: ['x', 'y'] } })
    expect(match(`${long}/end`, { headers, search: '' })).toMatchObject({ a: { encoded: [long.slice(1)] } })
    expect(match(long, { headers, search: '' })).toBeUndefined()
  })
})
