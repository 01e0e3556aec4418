/** Remembers which messages have been dealt with for as long as their signatures are accepted, so that none works twice. */
import { toleranceSeconds } from './webhook-signature'

const dealtWith = new Map<string, number>()

/** Claims a delivery; false if it is claimed already. */
export function claim(delivery: string, now = Date.now()): boolean {
  for (const [known, until] of dealtWith) {
    if (until > now) break
    dealtWith.delete(known)
  }
  if (dealtWith.has(delivery)) return false
  // A message may be signed as far in the future as in the past.
  dealtWith.set(delivery, now + 2 * toleranceSeconds * 1000)
  return true
}

/** Lets a delivery come again, because it could not be dealt with. */
export const release = (delivery: string) => void dealtWith.delete(delivery)
