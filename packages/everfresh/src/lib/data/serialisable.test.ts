import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import type { Strictness } from './serialisable.ts'
import { checkProps } from './serialisable.ts'

const source = { method: 'getStaticProps', page: '/a' } as const
const check =
  (props: unknown, strictness: Strictness = 'strict') =>
  () =>
    checkProps(props, source, strictness)
const message = (what: string, reason: string) =>
  `Error serializing ${what} returned from \`getStaticProps\` in "/a".\nReason: ${reason}`
const noJson = (label: string) =>
  `${label} cannot be serialized as JSON. Please only return JSON serializable data types.`

class Money {
  readonly cents = 1
}
const circle: Record<string, unknown> = { list: [] }
;(circle['list'] as unknown[]).push({ again: circle })
const shared = { x: 1 }

describe('checkProps', () => {
  it.each<[string, unknown]>([
    ['nothing', {}],
    ['JSON', { a: [1, 'x', true, null, { b: [] }] }],
    ['NaN and Infinity', { a: NaN, b: [Infinity] }],
    ['objects without a prototype', Object.assign(Object.create(null), { a: Object.create(null) })],
    ['one object in two places', { a: shared, b: [shared, shared] }],
    ['objects of another realm', runInNewContext('({ a: { b: [1] } })')],
    ['a key that is called __proto__', JSON.parse('{"__proto__":{"a":1}}')],
  ])('accepts %s (B162)', (_name, props) => {
    expect(check(props)).not.toThrow()
    expect(check(props, 'lossy')).not.toThrow()
  })

  it.each<[string, unknown]>([
    ['Undefined', undefined],
    ['Null', null],
    ['Array', []],
    ['String', 'x'],
    ['Function', () => {}],
    ['Promise', Promise.resolve({})],
    ['Date', new Date(0)],
    ['Object', new Money()],
  ])('rejects props that are %s, at run time too (B162)', (label, props) => {
    const reason = `Props must be returned as a plain object from getStaticProps: \`{ props: { ... } }\` (received: \`[object ${label}]\`).`
    expect(check(props)).toThrow(message('props', reason))
    expect(check(props, 'lossy')).toThrow(message('props', reason))
  })

  it.each<[string, unknown, string]>([
    ['.a', { a: undefined }, '`undefined` cannot be serialized as JSON. Please use `null` or omit this value.'],
    ['.a.b[0]', { a: { b: [new Date(0)] } }, noJson('`object` ("[object Date]")')],
    ['.a[1]', { a: [1, , 3] }, '`undefined` cannot be serialized as JSON. Please use `null` or omit this value.'], // oxlint-disable-line no-sparse-arrays
    ['["a-b"].$c', { 'a-b': { $c: () => {} } }, noJson('`function`')],
    ['["0"]', { 0: Symbol('s') }, noJson('`symbol`')],
    ['["a\\"b"]', { 'a"b': new Map() }, noJson('`object` ("[object Map]")')],
    ['[""]', { '': new Money() }, noJson('`object` ("[object Object]")')],
  ])('names %s of what JSON would change (B162)', (path, props, reason) => {
    expect(check(props)).toThrow(message(`\`${path}\``, reason))
    // What passes through JSON, however changed, is let through at run time, as in Next.js (B161).
    expect(check(props, 'lossy')).not.toThrow()
    expect(() => JSON.stringify(props)).not.toThrow()
  })

  it.each<[string, unknown, string]>([
    ['.a.n', { a: { n: 1n } }, noJson('`bigint`')],
    ['.list[0].again', circle, 'Circular references cannot be expressed in JSON (references: `(self)`).'],
    ['.a.list[0].again', { a: circle }, 'Circular references cannot be expressed in JSON (references: `.a`).'],
  ])('names %s of what JSON cannot express, at run time too (B162)', (path, props, reason) => {
    expect(() => JSON.stringify(props)).toThrow()
    expect(check(props)).toThrow(message(`\`${path}\``, reason))
    expect(check(props, 'lossy')).toThrow(message(`\`${path}\``, reason))
  })

  it('takes the word of toJSON at run time', () => {
    const self: Record<string, unknown> = { toJSON: () => 'self' }
    self['self'] = self
    expect(check({ self }, 'lossy')).not.toThrow()
  })

  it('has a code', () => {
    expect(check(7)).toThrow(expect.objectContaining({ code: 'INVALID_DATA' }))
  })
})
