import { describe, expect, it } from 'vitest'
import { isSameSecret, isSignedBy, signatureOf } from './signature.js'

describe('signatureOf', () => {
  it('is the HMAC-SHA256 that other programs compute', () => {
    // printf '{"sku":"ck-00001","stock":7}' | openssl dgst -sha256 -hmac secret
    expect(signatureOf('{"sku":"ck-00001","stock":7}', 'secret')).toBe(
      'sha256=eb4c20e92d29a9e646a17a8a7fc329112e011ff4328369de5963dbb97126076c',
    )
  })
})

describe('isSignedBy', () => {
  const body = Buffer.from('{"sku":"ck-00001","stock":7}')
  const signature = signatureOf(body, 'secret')

  it('accepts the signature of exactly this body under exactly this secret', () => {
    expect(isSignedBy(body, 'secret', signature)).toBe(true)
    expect(isSignedBy(Buffer.concat([body, Buffer.from(' ')]), 'secret', signature)).toBe(false)
    expect(isSignedBy(body, 'Secret', signature)).toBe(false)
  })

  it.each([
    undefined,
    '',
    'sha256=',
    signature.slice(7),
    signature.toUpperCase(),
    `${signature}0`,
    ['sha256=', 'x'],
    7,
  ])('refuses %j (fault 66)', (forged) => expect(isSignedBy(body, 'secret', forged)).toBe(false))
})

describe('isSameSecret', () => {
  it('compares secrets of any length', () => {
    expect(isSameSecret('open sesame', 'open sesame')).toBe(true)
    expect(isSameSecret('', 'open sesame')).toBe(false)
    expect(isSameSecret('open sesame!', 'open sesame')).toBe(false)
  })
})
