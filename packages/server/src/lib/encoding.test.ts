/** Encodings are negotiated as RFC 9110 says, and never refused. */
import { describe, expect, it } from 'vitest'
import { createNegotiation } from './encoding.ts'

const all = createNegotiation(['identity', 'gzip', 'br'])

describe('negotiation', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br, zstd', 'br'],
    ['br;q=0.5, gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['*', 'br'],
    ['*;q=0', 'identity'],
    ['identity', 'identity'],
    ['identity;q=0', 'identity'],
    ['identity;q=0, gzip;q=0.1', 'gzip'],
    ['GZIP', 'gzip'],
    ['zstd, compress', 'identity'],
    [';;,,q=,br;q=x;gzip', 'identity'],
    ['\0\r\n', 'identity'],
  ])('answers %j with %s', (header, encoding) => {
    expect(all(header)).toBe(encoding)
    expect(all(header)).toBe(encoding)
  })

  it('chooses among what there is', () => {
    expect(createNegotiation(['identity', 'gzip'])('br, gzip')).toBe('gzip')
    expect(createNegotiation(['identity'])('br, gzip')).toBe('identity')
  })

  it('stays right when it was asked with more headers than it remembers', () => {
    for (let index = 0; index < 3000; index++) expect(all(`gzip, x-${index}`)).toBe('gzip')
    expect(all(`br, ${'x'.repeat(5000)}`)).toBe('br')
  })
})
