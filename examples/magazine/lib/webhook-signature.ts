/** Decides whether a message comes from the CMS, and came just now. */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** Clocks differ, and networks take their time. */
export const toleranceSeconds = 300

export type Verdict = { readonly isGenuine: true } | { readonly isGenuine: false; readonly reason: string }

/** `header` is `t=<seconds since 1970>,v1=<HMAC-SHA256 of "<t>.<body>" in hex>`; `now` in seconds. */
export function verify(header: unknown, body: Buffer, secret: string, now = Date.now() / 1000): Verdict {
  const [, seconds, given] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(typeof header === 'string' ? header : '') ?? []
  if (seconds === undefined || given === undefined) return refused('The message is not signed.')
  const expected = createHmac('sha256', secret).update(`${seconds}.`).update(body).digest()
  if (!timingSafeEqual(expected, Buffer.from(given, 'hex')))
    return refused('The signature is not the one of this message.')
  if (Math.abs(now - Number(seconds)) > toleranceSeconds) return refused('The message is too old, or from the future.')
  return { isGenuine: true }
}

const refused = (reason: string): Verdict => ({ isGenuine: false, reason })
