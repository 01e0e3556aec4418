import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { openPreviewData, sealPreviewData } from './preview-token.ts'

const keys = { previewModeSigningKey: '11'.repeat(32), previewModeEncryptionKey: '22'.repeat(32) }
const now = 1_800_000_000_000
const seal = (data: unknown, maxAge?: number) => sealPreviewData(keys, data, maxAge, now)

test.each([{ draft: 7, text: 'ü "</script>' }, 'text', 7, null, [], {}])('opens %j as it was sealed (B103)', (data) => {
  expect(openPreviewData(keys, seal(data), now)).toEqual({ data })
})

test('seals undefined as null, as JSON has no other word for it', () => {
  expect(openPreviewData(keys, seal(undefined), now)).toEqual({ data: null })
})

test('is a JSON Web Token with HS256 whose data nobody can read (B103)', () => {
  const token = seal({ secret: 'of the draft' })
  const [header, payload, signature] = token.split('.').map((part) => Buffer.from(part, 'base64url'))
  expect(JSON.parse(String(header))).toEqual({ alg: 'HS256', typ: 'JWT' })
  expect(JSON.parse(String(payload))).toEqual({ data: expect.any(String), iat: now / 1000 })
  expect(signature).toHaveLength(32)
  expect(Buffer.from(JSON.parse(String(payload)).data, 'base64url').toString('latin1')).not.toContain('draft')
  expect(seal({ secret: 'of the draft' })).not.toBe(token)
})

test('opens until its age is over (B103)', () => {
  const token = seal('draft', 60)
  expect(openPreviewData(keys, token, now + 59_999)).toEqual({ data: 'draft' })
  expect(openPreviewData(keys, token, now + 60_000)).toBeUndefined()
})

test('opens with no other keys (B106)', () => {
  const token = seal('draft')
  const other = '33'.repeat(32)
  expect(openPreviewData({ ...keys, previewModeSigningKey: other }, token, now)).toBeUndefined()
  expect(openPreviewData({ ...keys, previewModeEncryptionKey: other }, token, now)).toBeUndefined()
})

test('does not open when any character of it was changed (B106)', () => {
  const token = seal('draft')
  for (let index = 0; index < token.length; index++) {
    const changed = token[index] === 'A' ? 'Q' : 'A'
    const forged = token.slice(0, index) + changed + token.slice(index + 1)
    expect(openPreviewData(keys, forged, now), `character ${index}`).toBeUndefined()
  }
})

test.each(['', '.', '..', '...', 'a.b.c', 'x'.repeat(5000)])('does not open %j (B106)', (token) => {
  expect(openPreviewData(keys, token, now)).toBeUndefined()
})

test('does not let a token choose how it is verified', () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const payload = seal('draft').split('.')[1]
  for (const alg of ['none', 'HS512']) {
    const head = part({ alg, typ: 'JWT' })
    const signature = createHmac('sha512', Buffer.from(keys.previewModeSigningKey, 'hex'))
      .update(`${head}.${payload}`)
      .digest('base64url')
    expect(openPreviewData(keys, `${head}.${payload}.${alg === 'none' ? '' : signature}`, now)).toBeUndefined()
  }
})

test('does not open what was signed but not encrypted', () => {
  const [head] = seal('draft').split('.')
  for (const data of [undefined, '', 'c2hvcnQ', 7]) {
    const body = `${head}.${Buffer.from(JSON.stringify({ data })).toString('base64url')}`
    const signature = createHmac('sha256', Buffer.from(keys.previewModeSigningKey, 'hex')).update(body)
    expect(openPreviewData(keys, `${body}.${signature.digest('base64url')}`, now)).toBeUndefined()
  }
})
