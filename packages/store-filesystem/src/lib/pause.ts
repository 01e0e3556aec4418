/** How long to wait before deciding again: not at all at first, then a random while, so that many writers fall apart. */
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

/** From here on something is wrong other than that somebody was faster. */
export const mostAttempts = 60

/** Waits before attempt number `attempt + 1`, up to 50 ms. Real time: it is about other machines, and about nobody's tests. */
export async function pause(attempt: number): Promise<void> {
  if (attempt >= 2) await sleep(randomInt(1, Math.min(2 ** attempt, 50)))
}
