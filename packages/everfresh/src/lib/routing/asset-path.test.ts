import { describe, expect, it } from 'vitest'
import { assetOutside, assetPathBelow, assetPathOf } from './asset-path.ts'

describe('the path of an asset prefix', () => {
  it('is what browsers ask the CDN for', () => {
    expect(['https://cdn.test', 'https://cdn.test:8080/a/b', '/cdn', ''].map(assetPathOf)).toEqual([
      '',
      '/a/b',
      '/cdn',
      '',
    ])
  })

  it.each<[string, string, string | undefined]>([
    ['https://cdn.test', '', undefined],
    ['https://cdn.test/a', '', '/a'],
    ['/docs', '/docs', undefined],
    ['/docs/cdn', '/docs', '/cdn'],
    ['/docsx', '/docs', undefined],
    ['https://cdn.test', '/docs', undefined],
  ])('of %s is below the base path "%s" as %s', (prefix, basePath, expected) => {
    expect(assetPathBelow(prefix, basePath)).toBe(expected)
  })

  it('may be outside of the base path, for assets only', () => {
    expect(assetOutside('/cdn/_next/static/a.js', 'https://cdn.test/cdn')).toBe('/_next/static/a.js')
    expect(assetOutside('/_next/static/a.js', 'https://cdn.test')).toBe('/_next/static/a.js')
    expect(assetOutside('/cdn/about', '/cdn')).toBeUndefined()
    expect(assetOutside('/cdnx/_next/static/a.js', '/cdn')).toBeUndefined()
  })
})
