import { describe, expect, it } from 'vitest'
import { locationOf, readRedirect, redirectProps } from './redirect.ts'

const read = (value: unknown) => readRedirect(value, 'getStaticProps', '/old')

describe('readRedirect', () => {
  it.each<[object, number]>([
    [{ destination: '/new' }, 307],
    [{ destination: '/new', permanent: false }, 307],
    [{ destination: '/new', permanent: true }, 308],
    ...[301, 302, 303, 307, 308].map((statusCode): [object, number] => [
      { destination: '/new', statusCode },
      statusCode,
    ]),
  ])('of %j has status %i (B76)', (value, status) => {
    expect(read(value)).toEqual({ destination: '/new', status })
  })

  it('keeps that the base path is not wanted (B76)', () => {
    expect(read({ destination: '/new', permanent: false, basePath: false })).toEqual({
      destination: '/new',
      status: 307,
      basePath: false,
    })
  })

  it.each<[unknown, string]>([
    [{ destination: '/', permanent: true, statusCode: 301 }, '`permanent` and `statusCode` can not both be provided'],
    [{ destination: '/', permanent: 'yes' }, '`permanent` must be `true` or `false`'],
    [{ destination: '/', statusCode: 200 }, '`statusCode` must undefined or one of 301, 302, 303, 307, 308'],
    [{ destination: '/', statusCode: '301' }, '`statusCode` must undefined or one of 301, 302, 303, 307, 308'],
    [{}, '`destination` should be string but received undefined'],
    ['/new', '`destination` should be string but received undefined'],
    [{ destination: '/', basePath: true }, '`basePath` should be undefined or a false, received boolean'],
    [{ destination: '/a\r\nset-cookie: x=1' }, '`destination` should not hold control characters'],
    [{ destination: '/a\u0000' }, '`destination` should not hold control characters'],
    [{ destination: '/\ud800' }, '`destination` should not hold control characters'],
    [
      { permanent: 1, destination: 2, basePath: '' },
      '`permanent` must be `true` or `false` and `destination` should be string but received number and ' +
        '`basePath` should be undefined or a false, received string',
    ],
  ])('rejects %j (B79)', (value, reasons) => {
    expect(() => read(value)).toThrow(`Invalid redirect object returned from getStaticProps for /old\n${reasons}`)
  })
})

describe('redirectProps', () => {
  it('tells the client runtime where to go (B51)', () => {
    expect(redirectProps({ destination: '/new', status: 308 })).toEqual({
      __N_REDIRECT: '/new',
      __N_REDIRECT_STATUS: 308,
    })
    expect(redirectProps({ destination: '/new', status: 307, basePath: false })).toEqual({
      __N_REDIRECT: '/new',
      __N_REDIRECT_STATUS: 307,
      __N_REDIRECT_BASE_PATH: false,
    })
  })
})

describe('locationOf', () => {
  it.each([
    ['/new', '', '/new'],
    ['/new', '/docs', '/docs/new'],
    ['/', '/docs', '/docs'],
    ['/?a=1', '/docs', '/docs?a=1'],
    ['//evil.example/x', '', '/evil.example/x'],
    ['/\\evil.example', '', '/evil.example'],
    ['/a//b?next=//c', '', '/a/b?next=//c'],
    ['https://elsewhere.example//a', '/docs', 'https://elsewhere.example//a'],
    ['/商業?q=ü b', '', '/%E5%95%86%E6%A5%AD?q=%C3%BC%20b'],
    ['/a%2Fb%20c', '', '/a%2Fb%20c'],
  ])('%s under "%s" is %s (B76)', (destination, basePath, location) => {
    expect(locationOf({ destination, status: 307 }, basePath)).toBe(location)
  })

  it('leaves the base path away when the page said so (B76)', () => {
    expect(locationOf({ destination: '/new', status: 307, basePath: false }, '/docs')).toBe('/new')
  })
})
