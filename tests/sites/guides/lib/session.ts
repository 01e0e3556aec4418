import { createHmac, timingSafeEqual } from 'node:crypto'

const secret = 'not a secret in a test'
const sign = (text: string) => createHmac('sha256', secret).update(text).digest('base64url')

export const encrypt = (user: string) => `${user}.${sign(user)}`

export function decrypt(session: string | undefined) {
  const [user, signature] = (session ?? '').split('.')
  const expected = Buffer.from(sign(user))
  const actual = Buffer.from(signature ?? '')
  return expected.length === actual.length && timingSafeEqual(expected, actual) ? user : null
}
