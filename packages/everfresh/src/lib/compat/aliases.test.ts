import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { compatModules, unsupportedImports } from './aliases.ts'

test.each(Object.entries(compatModules))('%s has its module', (_import, name) => {
  expect(['.ts', '.tsx'].some((extension) => existsSync(new URL(name + extension, import.meta.url)))).toBe(true)
})

test('nothing is both supported and not', () => {
  expect(Object.keys(unsupportedImports).filter((name) => name in compatModules)).toEqual([])
})
