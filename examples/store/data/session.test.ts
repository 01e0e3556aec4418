import { describe, expect, it } from 'vitest'
import { createSession, isSession, sessionHeader, sessionSeconds } from './session.ts'

const now = 1_800_000_000_000

describe('isSession', () => {
  it('knows a session until it ends', () => {
    const session = createSession('password', now)
    expect(isSession(session, 'password', now + sessionSeconds * 1000 - 1)).toBe(true)
    expect(isSession(session, 'password', now + sessionSeconds * 1000)).toBe(false)
  })

  it('ends all sessions when the password changes', () => {
    expect(isSession(createSession('password', now), 'another', now)).toBe(false)
  })

  it('refuses a session that was prolonged by hand', () => {
    const [, signature] = createSession('password', now).split('.')
    expect(isSession(`${now * 2}.${signature}`, 'password', now)).toBe(false)
  })

  it.each([undefined, '', '.', 'x', `${now * 2}`, `${now * 2}.`])('refuses %j', (cookie) =>
    expect(isSession(cookie, 'password', now)).toBe(false),
  )
})

describe('sessionHeader', () => {
  it('keeps the cookie from scripts and from other sites, and removes it in the end', () => {
    expect(sessionHeader('value')).toMatch(/^store-admin=value; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/)
    expect(sessionHeader(undefined)).toContain('Max-Age=0')
  })
})
