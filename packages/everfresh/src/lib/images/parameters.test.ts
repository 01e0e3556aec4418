import { describe, expect, test } from 'vitest'
import { defaultImageSettings, type ImageSettings } from './image-settings.ts'
import { parametersOf } from './parameters.ts'

interface Asked {
  readonly url?: string
  readonly w?: string
  readonly q?: string
}

const rules = (settings: Partial<ImageSettings> = {}, basePath = '') => ({
  settings: { ...defaultImageSettings, remotePatterns: [{ hostname: 'a.test' }], ...settings },
  basePath,
})
const searchOf = (asked: Asked) => `?${new URLSearchParams({ url: '/a.png', w: '640', q: '75', ...asked })}`
const read = (asked: Asked, settings?: Partial<ImageSettings>, basePath?: string) =>
  parametersOf(searchOf(asked), 'image/webp,*/*', rules(settings, basePath))
const refusalOf = (search: string) => parametersOf(search, undefined, rules())

test('reads what is allowed', () => {
  expect(read({})).toEqual({
    source: { kind: 'local', path: '/a.png', pathname: '/a.png', isImport: false },
    width: 640,
    quality: 75,
    format: 'image/webp',
  })
  expect(read({ url: 'https://a.test/x.png?v=1#top' })).toMatchObject({
    source: { kind: 'remote', url: 'https://a.test/x.png?v=1' },
  })
  expect(read({ url: '/_next/static/media/a.12.png' })).toMatchObject({ source: { isImport: true } })
})

test('takes all spellings of a path for the same image', () => {
  for (const url of ['/a%20b/é.png', '/%61 b/%c3%a9.png', '/a%20b//\\%C3%A9.png'])
    expect(read({ url })).toMatchObject({ source: { path: '/a%20b/%C3%A9.png' } })
  expect(read({ url: '/docs/%61.png' }, {}, '/docs')).toMatchObject({
    source: { path: '/docs/a.png', pathname: '/a.png' },
  })
  expect(read({ url: '/a%2Fb.png' })).toMatchObject({ source: { path: '/a%2Fb.png', pathname: '/a%2Fb.png' } })
  expect(read({ url: '/%61//b?v=%61' }, { localPatterns: [{ pathname: '**' }] })).toMatchObject({
    source: { path: '/a/b?v=%61', pathname: undefined },
  })
})

test.each([
  ['?w=640&q=75', '"url" parameter is required'],
  ['?url=&w=640&q=75', '"url" parameter is required'],
  ['?url=/a.png&url=/b.png&w=640&q=75', '"url" parameter cannot be an array'],
  [`?url=/${'a'.repeat(3072)}&w=640&q=75`, '"url" parameter is too long'],
  ['?url=//a.test/x.png&w=640&q=75', '"url" parameter cannot be a protocol-relative URL (//)'],
  ['?url=/%5Ca.test/x.png&w=640&q=75', '"url" parameter cannot be a protocol-relative URL (//)'],
  ['?url=/_next/image%3Furl%3D/a.png&w=640&q=75', '"url" parameter cannot be recursive'],
  ['?url=/%255fnext/image&w=640&q=75', '"url" parameter cannot be recursive'],
  ['?url=/_next//image&w=640&q=75', '"url" parameter cannot be recursive'],
  ['?url=/../etc/passwd&w=640&q=75', '"url" parameter is invalid'],
  ['?url=/%252e%252e/etc/passwd&w=640&q=75', '"url" parameter is invalid'],
  ['?url=/%25ff&w=640&q=75', '"url" parameter is invalid'],
  ['?url=a.png&w=640&q=75', '"url" parameter is invalid'],
  ['?url=file:///etc/passwd&w=640&q=75', '"url" parameter is invalid'],
  ['?url=data:image/png;base64,AAAA&w=640&q=75', '"url" parameter is invalid'],
  ['?url=https://b.test/x.png&w=640&q=75', '"url" parameter is not allowed'],
  ['?url=https://a.test@b.test/x.png&w=640&q=75', '"url" parameter is not allowed'],
  ['?url=/a.png?v=1&w=640&q=75', '"url" parameter is not allowed'],
  ['?url=/a.png&q=75', '"w" parameter (width) is required'],
  ['?url=/a.png&w=640&w=750&q=75', '"w" parameter (width) cannot be an array'],
  ['?url=/a.png&w=0&q=75', '"w" parameter (width) must be an integer greater than 0'],
  ['?url=/a.png&w=64e1&q=75', '"w" parameter (width) must be an integer greater than 0'],
  ['?url=/a.png&w=641&q=75', '"w" parameter (width) of 641 is not allowed'],
  ['?url=/a.png&w=640', '"q" parameter (quality) is required'],
  ['?url=/a.png&w=640&q=1&q=2', '"q" parameter (quality) cannot be an array'],
  ['?url=/a.png&w=640&q=101', '"q" parameter (quality) must be an integer between 1 and 100'],
  ['?url=/a.png&w=640&q=-1', '"q" parameter (quality) must be an integer between 1 and 100'],
  ['?url=/a.png&w=640&q=76', '"q" parameter (quality) of 76 is not allowed'],
])('refuses %s', (search, refused) => {
  expect(refusalOf(search)).toEqual({ refused })
})

describe('formats', () => {
  const formatFor = (accept: string | undefined, formats: ImageSettings['formats']) => {
    const parameters = parametersOf(searchOf({}), accept, rules({ formats }))
    return 'format' in parameters ? parameters.format : undefined
  }

  test('the first configured one that the visitor names', () => {
    expect(formatFor('image/avif,image/webp,*/*', ['image/avif', 'image/webp'])).toBe('image/avif')
    expect(formatFor('image/avif,image/webp,*/*', ['image/webp', 'image/avif'])).toBe('image/webp')
    expect(formatFor('IMAGE/WEBP;q=0.5', ['image/avif', 'image/webp'])).toBe('image/webp')
  })

  test('none where the visitor takes anything, refuses it, or says nothing', () => {
    expect(formatFor('*/*', ['image/webp'])).toBeUndefined()
    expect(formatFor('image/webp;q=0', ['image/webp'])).toBeUndefined()
    expect(formatFor(undefined, ['image/webp'])).toBeUndefined()
    expect(formatFor('image/webp', [])).toBeUndefined()
  })
})

test('a base path is part of the address and not of the pattern', () => {
  const localPatterns = [{ pathname: '/photos/**' }]
  expect(read({ url: '/docs/photos/a.png' }, { localPatterns }, '/docs')).toMatchObject({
    source: { path: '/docs/photos/a.png', pathname: '/photos/a.png' },
  })
  expect(read({ url: '/docs/other/a.png' }, { localPatterns }, '/docs')).toHaveProperty('refused')
  expect(read({ url: '/photos/a.png' }, { localPatterns }, '/docs')).toMatchObject({ source: { pathname: undefined } })
})

test('an address in any script is the one that a browser would make of it', () => {
  expect(read({ url: '/Bild für dich.png' })).toMatchObject({ source: { pathname: '/Bild%20f%C3%BCr%20dich.png' } })
})

test('a query that is allowed makes a path that is no file', () => {
  expect(read({ url: '/a.png?v=1' }, { localPatterns: [{ search: '?v=1' }] })).toMatchObject({
    source: { path: '/a.png?v=1', pathname: undefined },
  })
})
