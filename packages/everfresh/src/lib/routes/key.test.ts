import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyOf, pathnameOfKey } from './key.ts'

const segment = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.string({ unit: fc.constantFrom('%', '2', '5', 'F', 'f', '/', '#', '3', '?', '\\', 'C', 'a'), minLength: 1 }),
)
const pathOf = (segments: readonly string[]) => `/${segments.map(encodeURIComponent).join('/')}`

describe('keyOf', () => {
  it.each([
    ['/', '/'],
    ['/about', '/about'],
    ['/index', '/index'],
    ['/blog/a%2Fb%3Fc%23d%5Ce%20%252F', '/blog/a%2Fb%3Fc%23d%5Ce %252F'],
    ['/%2Fmy-post%2F', '/%2Fmy-post%2F'],
    ['/%2fmy-post%2f', '/%2Fmy-post%2F'],
    ['/+my-post+', '/+my-post+'],
    ['/%26my-post%26', '/&my-post&'],
    ['/%20my-post%20', '/ my-post '],
    ['/%E5%95%86%E6%A5%AD%E6%97%A5%E8%AA%9E', '/商業日語'],
    ['/商業日語', '/商業日語'],
    ['/50%25', '/50%'],
    ['/a\\b', '/a%5Cb'],
  ])('of %s is %s (B10, B92, B93)', (pathname, key) => {
    expect(keyOf(pathname)).toBe(key)
  })

  it('throws URIError for what cannot be decoded (B89)', () => {
    expect(() => keyOf('/%DE~')).toThrow(URIError)
  })

  it('never gives two paths one key (B93)', () => {
    // Decoding one level more must not matter, or a visitor could write over another page.
    expect(new Set(['/a%2Fb', '/a%252Fb', '/a%25252Fb', '/a%2525252Fb', '/a/b'].map(keyOf)).size).toBe(5)
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        expect(pathnameOfKey(keyOf(pathOf(segments)))).toBe(pathOf(segments))
      }),
    )
  })

  it('gives one key to all encodings of a path', () => {
    expect(new Set(['/%61%C3%BC', '/a%c3%bc', '/aü'].map(keyOf))).toEqual(new Set(['/aü']))
  })
})
