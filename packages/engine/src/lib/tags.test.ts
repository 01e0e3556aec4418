import { expect, test } from 'vitest'
import { invalidationTagsOf, tagOfName, tagOfPath } from './tags.ts'

test('an entry is reached by its path, its tags and everything', () => {
  expect(invalidationTagsOf({ namespace: 'code-1', path: '/a', tags: ['news'] })).toEqual(['*', 'p:/a', 't:news'])
})

test('no name makes a tag that means something else', () => {
  const made = ['*', 'p:/a', '/a', 't:x', ''].map(tagOfName)
  expect(made).not.toContain('*')
  expect(made).not.toContain(tagOfPath('/a'))
  expect(new Set(made).size).toBe(made.length)
})
