/** The cookie of somebody who knows the admin password. */
import { createHmac } from 'node:crypto'
import { isSameSecret } from './signature.js'

export const sessionCookie = 'store-admin'
export const sessionSeconds = 8 * 60 * 60

/** Returns the value of the cookie: when it ends, signed with a key that changes with the password. */
export function createSession(password: string, now = Date.now()): string {
  const endsAt = String(now + sessionSeconds * 1000)
  return `${endsAt}.${sign(endsAt, password)}`
}

/** Tells whether a cookie was made by `createSession` under this password and has not ended. */
export function isSession(cookie: string | undefined, password: string, now = Date.now()): boolean {
  const [endsAt = '', signature = ''] = (cookie ?? '').split('.')
  return isSameSecret(signature, sign(endsAt, password)) && Number(endsAt) > now
}

/** Returns the `Set-Cookie` header that begins a session, or that ends it. */
export const sessionHeader = (value: string | undefined): string =>
  `${sessionCookie}=${value ?? ''}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${value === undefined ? 0 : sessionSeconds}`

const sign = (text: string, password: string) =>
  createHmac('sha256', `admin session of ${password}`).update(text).digest('base64url')
