import fc from 'fast-check'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { canonicalise } from '@everfresh/server'
import { describe, expect, it } from 'vitest'
import { keyOf } from '../routes/key.ts'
import { createMatches } from './matchers.ts'
import type { MatcherRecord } from './middleware-record.ts'
import { canonicalPathname } from './spelling.ts'
import { targetsOf } from './targets.ts'

const request = new IncomingMessage(new Socket())
const i18n = { locales: ['en', 'fr'], defaultLocale: 'en', domains: [], localeDetection: true }

function matches(matchers: readonly (string | MatcherRecord)[], pathname: string, search = '', headers = {}) {
  const records = matchers.map((matcher) => (typeof matcher === 'string' ? { source: matcher } : matcher))
  return createMatches(records)({ pathname, search }, headers)
}

describe('a matcher', () => {
  it('is for whole paths, and for all of them when there is none', () => {
    expect(createMatches(undefined)({ pathname: '/any', search: '' }, {})).toBe(true)
    expect(matches(['/a', '/b/:path*'], '/b/c/d')).toBe(true)
    expect(matches(['/a', '/b/:path*'], '/a/c')).toBe(false)
    expect(matches([], '/a')).toBe(false)
  })

  it('is for a path in upper and lower case, as rewrites are, and excludes it in its own only', () => {
    expect(matches(['/account/:path*'], '/ACCOUNT/orders')).toBe(true)
    expect(matches(['/account/:path*'], '/%41ccount/orders')).toBe(true)
    expect(matches(['/((?!api).*)'], '/API')).toBe(true)
    expect(matches(['/((?!API).*)'], '/api')).toBe(true)
    expect(matches(['/((?!api).*)'], '/api')).toBe(false)
  })

  it('asks for more than a path', () => {
    const matcher: MatcherRecord = {
      source: '/a',
      has: [{ type: 'query', key: 'on' }],
      missing: [{ type: 'cookie', key: 'off', value: '1' }],
    }
    expect(matches([matcher], '/a', '?on=1')).toBe(true)
    expect(matches([matcher], '/a')).toBe(false)
    expect(matches([matcher], '/a', '?on=1', { cookie: 'off=1' })).toBe(false)
    expect(matches([matcher], '/a', '?on=1', { cookie: 'off=2' })).toBe(true)
  })

  it('is for every language, or names the language itself', () => {
    const inSite = (matcher: MatcherRecord, pathname: string) =>
      createMatches([matcher], i18n)({ pathname, search: '' }, {})
    expect(inSite({ source: '/about' }, '/en/about')).toBe(true)
    expect(inSite({ source: '/about' }, '/fr/about')).toBe(true)
    expect(inSite({ source: '/' }, '/fr')).toBe(true)
    expect(inSite({ source: '/fr/about', locale: false }, '/fr/about')).toBe(true)
    expect(inSite({ source: '/fr/about', locale: false }, '/en/about')).toBe(false)
    expect(inSite({ source: '/about', locale: false }, '/en/about')).toBe(true)
  })
})

/** A path in one of the many ways to write it: any character may be percent-encoded, in either case. */
const spellingOf = (pathname: string): fc.Arbitrary<string> =>
  fc
    .tuple(...[...pathname].map((character) => (character === '/' ? fc.constant('/') : spelledCharacter(character))))
    .map((characters) => characters.join(''))

function spelledCharacter(character: string): fc.Arbitrary<string> {
  const bytes = [...Buffer.from(character)].map((byte) => byte.toString(16).padStart(2, '0'))
  const lower = bytes.map((byte) => `%${byte}`).join('')
  const upper = bytes.map((byte) => `%${byte.toUpperCase()}`).join('')
  const plain = /[A-Za-z0-9~_-]/.test(character) ? [character] : []
  return fc.constantFrom(...plain, lower, upper)
}

const segment = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_~é日 .@:+'), minLength: 1, maxLength: 6 })
const isPath = (segments: readonly string[]) => segments.every((each) => each !== '.' && each !== '..')

/** Everything a visitor can write for `/dashboard/…`, as the server hands it on once it is canonical. */
const protectedTargets = fc
  .array(segment, { maxLength: 3 })
  .filter(isPath)
  .chain((segments) => {
    const path = ['', 'dashboard', ...segments].join('/')
    return fc.tuple(
      spellingOf(path),
      fc.constantFrom('', '?a=b', '?url=/open.png'),
      fc.constantFrom('/', '//', '\\', '/\\'),
      fc.boolean(),
      fc.constantFrom('document', 'data', 'old-data', 'image'),
      fc.constantFrom('', '/docs'),
    )
  })

function canonicalOf(target: string, basePath: string) {
  let canonical = canonicalise(target, { basePath, trailingSlash: false })
  for (let hops = 0; canonical.kind === 'redirect' && hops < 5; hops += 1) {
    canonical = canonicalise(canonical.location, { basePath, trailingSlash: false })
  }
  return canonical
}

describe('a protected path', () => {
  it('never passes by, however it is written (GHSA-7gfc-8cq8-jh5f, fault 53)', () => {
    const isMatched = createMatches([{ source: '/dashboard/:path*' }])
    fc.assert(
      fc.property(protectedTargets, ([path, search, slashes, isSlashed, how, basePath]) => {
        const doubled = path.replace('/', () => slashes) + (isSlashed ? '/' : '')
        const target = {
          document: basePath + doubled + search,
          data: `${basePath}/_next/data/build${path}.json${search}`,
          'old-data': `${basePath}/_next/data/%6fld${path}.json${search}`,
          image: `${basePath}/_next/image?url=${encodeURIComponent(basePath + path)}&w=32&q=75`,
        }[how]
        const canonical = canonicalOf(target, basePath)
        // What the server refuses shows nothing to anybody.
        if (canonical.kind !== 'url') return
        const targets = targetsOf(canonical.url, request, { basePath })
        expect(targets.some(({ url }) => isMatched(url, {}))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('reaches middleware in one spelling, the one that names the same page', () => {
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 3 }).filter(isPath), (segments) => {
        const path = `/${segments.map(encodeURIComponent).join('/')}`
        fc.assert(
          fc.property(spellingOf(`/${segments.join('/')}`), (written) => {
            expect(canonicalPathname(written)).toBe(canonicalPathname(path))
            expect(keyOf(canonicalPathname(written))).toBe(keyOf(path))
          }),
          { numRuns: 10 },
        )
      }),
    )
    expect(canonicalPathname('/%40user/%61%2Fb%2fc/%C3%A9%20x')).toBe('/@user/a%2Fb%2Fc/%C3%A9%20x')
    expect(canonicalPathname('/a%25b/%3Fc')).toBe('/a%25b/%3Fc')
  })

  it('is the same page in its data, with or without its language (GHSA-36qx-fr4f-26g5)', () => {
    const isMatched = createMatches([{ source: '/dashboard' }], i18n)
    for (const name of ['/dashboard', '/en/dashboard', '/fr/dashboard', '/FR/dashboard', '/%66r/d%61shboard']) {
      const [target] = targetsOf({ pathname: `/_next/data/any${name}.json`, search: '' }, request, {
        basePath: '',
        i18n,
      })
      expect(target?.kind).toBe('data')
      expect(isMatched(target!.url, {})).toBe(true)
    }
    const [home] = targetsOf({ pathname: '/_next/data/any/index.json', search: '' }, request, { basePath: '' })
    expect(home?.url.pathname).toBe('/')
  })

  it('is the same file when it is optimized', () => {
    const target = (url: string, basePath = '') =>
      targetsOf({ pathname: '/_next/image', search: `?url=${encodeURIComponent(url)}&w=1&q=1` }, request, {
        basePath,
      }).map(({ url: { pathname } }) => pathname)
    expect(target('/secret/%61.png')).toEqual(['/_next/image', '/secret/a.png'])
    expect(target('/secret//a.png?x=1')).toEqual(['/_next/image', '/secret/a.png'])
    expect(target('/docs/secret/a.png', '/docs')).toEqual(['/_next/image', '/secret/a.png'])
    expect(target('https://elsewhere.test/a.png')).toEqual(['/_next/image'])
  })
})
