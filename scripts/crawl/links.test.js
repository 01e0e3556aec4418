/** A crawler that misses links proves nothing; one that invents them finds faults that are not there. */
import { expect, test } from 'vitest'
import { extractLinks } from './links.js'

const base = 'http://localhost:3000/words/able'
/** @param {string} html */
const pages = (html) => extractLinks(html, base).pages.map((link) => link.replace('http://localhost:3000', ''))

test('finds links however their attributes are written', () => {
  expect(pages(`<a href="/a">x</a><A class='b' HREF='/b'>x</A><a href=/c>x</a>`)).toEqual(['/a', '/b', '/c'])
})

test('resolves relative links and drops fragments and repetitions', () => {
  expect(pages('<a href="unable">x</a><a href="#top">x</a><a href="/words/unable#sense-2">x</a>')).toEqual([
    '/words/unable',
    '/words/able',
  ])
})

test('keeps percent-encoded slashes and query strings as they are', () => {
  expect(pages('<a href="/words/24%2F7">x</a><a href="/search?q=a&amp;page=2">x</a>')).toEqual([
    '/words/24%2F7',
    '/search?q=a&page=2',
  ])
})

test('reads escaped characters of every form', () => {
  expect(pages('<a href="/words/&#x27;hood">x</a><a href="/words/o&#39;clock">x</a>')).toEqual([
    "/words/'hood",
    "/words/o'clock",
  ])
})

test('passes over other sites, other schemes and what is no address', () => {
  expect(
    pages('<a href="https://example.com/">x</a><a href="mailto:a@b.c">x</a><a href="http://[">x</a><a>x</a>'),
  ).toEqual([])
})

test('passes over what only looks like a link', () => {
  expect(
    pages(`<!-- <a href="/a"> --><script>"<a href='/b'>"</script><a data-href="/c">x</a><abbr href="/d">`),
  ).toEqual([])
})

test('is not confused by a ">" within an attribute', () => {
  expect(pages('<a title="a > b" href="/a">x</a>')).toEqual(['/a'])
})

test('tells the files that the document needs', () => {
  const html = '<link rel="stylesheet" href="/s.css"/><script src="/s.js"></script><img alt="" src="i.png">'
  expect(extractLinks(html, base).files).toEqual([
    'http://localhost:3000/s.css',
    'http://localhost:3000/s.js',
    'http://localhost:3000/words/i.png',
  ])
})
