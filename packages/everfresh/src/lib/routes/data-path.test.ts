import { describe, expect, it } from 'vitest'
import { dataPathOf, pageOfDataPath } from './data-path.ts'

describe('data paths', () => {
  it.each([
    ['/', '/_next/data/b1/index.json'],
    ['/about', '/_next/data/b1/about.json'],
    ['/index', '/_next/data/b1/index/index.json'],
    ['/index/about', '/_next/data/b1/index/index/about.json'],
    ['/indexes', '/_next/data/b1/indexes.json'],
    ['/blog/index', '/_next/data/b1/blog/index.json'],
    ['/catchall/first/second/third', '/_next/data/b1/catchall/first/second/third.json'],
    ['/blog/a%2Fb%20%C3%BC', '/_next/data/b1/blog/a%2Fb%20%C3%BC.json'],
    ['/file.json', '/_next/data/b1/file.json.json'],
  ])('of %s is %s and back (B47, B54)', (pathname, dataPath) => {
    expect(dataPathOf(pathname, 'b1')).toBe(dataPath)
    expect(pageOfDataPath(dataPath)).toEqual({ buildId: 'b1', pathname })
  })

  it('is the same with and without a trailing slash (B95)', () => {
    expect(dataPathOf('/about/', 'b1')).toBe(dataPathOf('/about', 'b1'))
  })

  it('encodes the build id', () => {
    expect(dataPathOf('/a', 'v 1/2')).toBe('/_next/data/v%201%2F2/a.json')
    expect(pageOfDataPath('/_next/data/v%201%2F2/a.json')).toEqual({ buildId: 'v 1/2', pathname: '/a' })
  })

  it.each([
    '/about',
    '/_next/data',
    '/_next/data/b1',
    '/_next/data/b1/',
    '/_next/data/b1/about',
    '/_next/data/b1/.json',
    '/_next/data/b1/about/.json',
    '/_next/data/b1.json',
    '/_next/data//about.json',
    '/_next/data/%DE~/about.json',
    '/_next/data/b1/index/about.json',
    '/docs/_next/data/b1/about.json',
  ])('%s is no data path (B52)', (urlPathname) => {
    expect(pageOfDataPath(urlPathname)).toBeUndefined()
  })
})
