import { expect, test } from 'vitest'
import type { PageToGenerate } from './collect-pages.ts'
import { checkConflicts } from './conflicting-paths.ts'

const page = (pattern: string, path: string): PageToGenerate => ({
  pattern,
  page: { namespace: 'n', path, context: { kind: 'page', route: pattern, params: {}, asPath: path } },
})

test('two routes that list one path stop the build, all at once (B98)', () => {
  const pages = [page('/a', '/a'), page('/[id]', '/a'), page('/[...all]', '/b/c'), page('/b/[id]', '/b/c')]
  expect(() => checkConflicts(pages)).toThrow(/Conflicting paths.*"\/a" from \/\[id\] and "\/a" from \/a.*\/b\/c/s)
})

test('paths that differ in case only are a conflict (B98)', () => {
  expect(() => checkConflicts([page('/[id]', '/a'), page('/[id]', '/A')])).toThrow('Conflicting paths')
})

test('different paths of many routes are none', () => {
  expect(() => checkConflicts([page('/[id]', '/a'), page('/[id]', '/b'), page('/c', '/c')])).not.toThrow()
})
