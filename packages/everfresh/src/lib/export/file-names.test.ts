import { expect, test } from 'vitest'
import { dataFileOf, documentFileOf } from './file-names.ts'

test.each([
  ['/', 'index.html', 'index.html'],
  ['/about', 'about.html', 'about/index.html'],
  ['/posts/first post', 'posts/first post.html', 'posts/first post/index.html'],
  ['/a%2Fb', 'a%2Fb.html', 'a%2Fb/index.html'],
  ['/index', 'index/index.html', 'index/index.html'],
  ['/404', '404.html', '404.html'],
])('the document of %s is %s, with trailing slashes %s (B92)', (key, file, withSlash) => {
  expect([documentFileOf(key, false), documentFileOf(key, true)]).toEqual([file, withSlash])
})

test('the data lie where the client runtime asks for them (B47)', () => {
  expect(dataFileOf('/', 'v1')).toBe('_next/data/v1/index.json')
  expect(dataFileOf('/posts/first', 'v1')).toBe('_next/data/v1/posts/first.json')
})
