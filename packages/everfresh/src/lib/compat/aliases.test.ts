import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compatModules, compiledImports, namesInLibraries, unsupportedImports } from './aliases.ts'

const read = (path: string) => readFileSync(new URL(`../../../../../${path}`, import.meta.url), 'utf8')
const supported = [...Object.keys(compatModules), ...Object.keys(compiledImports)]

test.each(Object.entries(compatModules))('%s has its module', (_import, name) => {
  expect(['.ts', '.tsx'].some((extension) => existsSync(new URL(name + extension, import.meta.url)))).toBe(true)
})

test('nothing is both supported and not', () => {
  expect(Object.keys(unsupportedImports).filter((name) => supported.includes(name))).toEqual([])
  expect(Object.keys(namesInLibraries).filter((name) => !(name in unsupportedImports))).toEqual([])
})

describe('the types for editors', () => {
  const types = read('packages/everfresh/types/next.d.ts')

  test('know every import that is supported', () => {
    const declared = new Set([...types.matchAll(/^declare module '([^']+)'/gm)].map(([, name]) => name))
    expect(supported.filter((name) => !declared.has(name))).toEqual([])
  })

  test('take them from modules that the package exports', () => {
    const { exports } = JSON.parse(read('packages/everfresh/package.json')) as { exports: object }
    const sources = [...types.matchAll(/from 'everfresh(\/[^']+)'/g)].map(([, path]) => `.${path}`)
    expect(sources.length).toBeGreaterThan(10)
    expect(sources.filter((path) => !Object.hasOwn(exports, path))).toEqual([])
  })
})

test('docs/reference/imports.md says of each import whether it works', () => {
  const rows = [...read('docs/reference/imports.md').matchAll(/^\| `((?:next|styled-jsx)[^`]*)` +\| (works|fails)/gm)]
  const documented = Object.fromEntries(rows.map(([, name, state]) => [name, state]))
  const expected = [
    ...supported.map((name) => [name, 'works']),
    ...Object.keys(unsupportedImports).map((name) => [name, 'fails']),
  ]
  expect(documented).toEqual(Object.fromEntries(expected))
})
