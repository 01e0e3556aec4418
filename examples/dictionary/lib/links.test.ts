/** Addresses must lead back to the word, whatever it contains. */
import { expect, test } from 'vitest'
import { letterHref, searchHref, wordHref } from './links.ts'

test('keeps a slash within its segment', () => {
  expect(wordHref('24/7')).toBe('/words/24%2F7')
})

test('writes a word with capitals and spaces as its lemma', () => {
  expect(wordHref('New York')).toBe('/words/new_york')
})

test('leaves the number of the first page away', () => {
  expect(letterHref('a')).toBe('/letters/a')
  expect(letterHref('a', 2)).toBe('/letters/a/2')
  expect(searchHref('a&b')).toBe('/search?q=a%26b')
  expect(searchHref('é', 3)).toBe('/search?q=%C3%A9&page=3')
})
