import { parse } from 'jsonc-parser'
import { describe, expect, it } from 'vitest'
import { tsconfigFor } from './tsconfig.ts'

const optionsOf = (text: string) => (parse(text) as { compilerOptions: Record<string, unknown> }).compilerOptions

describe('tsconfig.json', () => {
  it('is created with all that a site needs', () => {
    const { text, changes } = tsconfigFor(undefined, true)
    expect(changes).toEqual(['created'])
    expect(optionsOf(text)).toMatchObject({
      types: ['everfresh/next-types', 'node'],
      jsx: 'react-jsx',
      moduleResolution: 'Bundler',
      strict: true,
    })
  })

  it('names no types that are not installed', () => {
    expect(optionsOf(tsconfigFor(undefined, false).text)['types']).toEqual(['everfresh/next-types'])
  })

  it('keeps comments, order and everything that suits', () => {
    const before = `{
    // our own rules
    "compilerOptions": {
        "strict": false, /* one day */
        "jsx": "preserve",
        "moduleResolution": "node",
        "module": "commonjs",
        "types": ["jest"],
    },
}
`
    const { text, changes } = tsconfigFor(before, true)
    expect(text).toBe(`{
    // our own rules
    "compilerOptions": {
        "strict": false, /* one day */
        "jsx": "preserve",
        "moduleResolution": "Bundler",
        "module": "ESNext",
        "types": [
            "jest",
            "everfresh/next-types"
        ],
    },
}
`)
    expect(changes).toEqual([
      'compilerOptions.moduleResolution: "Bundler" (was "node")',
      'compilerOptions.module: "ESNext" (was "commonjs")',
      'compilerOptions.types: ["jest","everfresh/next-types"] (was ["jest"])',
    ])
  })

  it('leaves to the file it extends what it does not say itself', () => {
    const { text } = tsconfigFor('{ "extends": "./base.json" }', false)
    expect(parse(text)).toEqual({ extends: './base.json', compilerOptions: { types: ['everfresh/next-types'] } })
  })

  it('changes nothing the second time', () => {
    const once = tsconfigFor('{ "compilerOptions": {} }', true)
    expect(tsconfigFor(once.text, true)).toEqual({ text: once.text, changes: [], notes: [] })
  })

  it.each(['{ "compilerOptions": ', '[]', ''])('is left alone when it cannot be read: %j', (text) => {
    expect(() => tsconfigFor(text, true)).toThrow(/tsconfig\.json cannot be read/)
  })
})
