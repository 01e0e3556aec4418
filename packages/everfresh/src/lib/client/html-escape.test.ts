import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeJsonForHtml } from './html-escape.ts'

test('what is written into a document reads back as the same value', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('</script>', '<!--', ']]>', '\u2028', '\u2029', '&lt;', '\\u003c', '\\'),
  )
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 4 }, text, fc.double(), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
    list: fc.array(tie('any')),
    object: fc.dictionary(text, tie('any'), { noNullPrototype: true }),
  })).any
  fc.assert(
    fc.property(value, (given) => {
      const json = JSON.stringify(given)
      const escaped = escapeJsonForHtml(json)
      expect(escaped).not.toMatch(/[<>&\u2028\u2029]/)
      expect(JSON.stringify(JSON.parse(escaped))).toBe(json)
    }),
    { numRuns: 500 },
  )
})
