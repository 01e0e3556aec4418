import { describe, expect, it } from 'vitest'
import { sourcePattern } from './source-pattern.ts'

const match = (source: string, pathname: string) => sourcePattern(source).match(pathname)

describe('sourcePattern', () => {
  it('gives the parameters of a path', () => {
    expect(match('/blog/:slug', '/blog/first')).toEqual({ slug: 'first' })
    expect(match('/docs/:path*', '/docs/a/b')).toEqual({ path: 'a/b' })
    expect(match('/docs/:path*', '/docs')).toEqual({})
    expect(match('/post/:id(\\d{1,})', '/post/12')).toEqual({ id: '12' })
    expect(match('/(a|b)/c', '/b/c')).toEqual({ 0: 'b' })
  })

  it('compares the whole path, and takes a slash at its end', () => {
    expect(match('/about', '/about/')).toEqual({})
    expect(match('/about', '/about/team')).toBeUndefined()
    expect(match('/about', '/About')).toBeUndefined()
    expect(match('/blog/:slug', '/blog/a/b')).toBeUndefined()
  })

  it('excludes with a negative lookahead', () => {
    expect(match('/((?!api|_next/static).*)', '/api/x')).toBeUndefined()
    expect(match('/((?!api|_next/static).*)', '/any/thing')).toEqual({ 0: 'any/thing' })
  })

  it('says what is wrong with a pattern', () => {
    expect(() => sourcePattern('about')).toThrow('begin with a slash')
    expect(() => sourcePattern('/a/(b')).toThrow()
  })
})
