/** Waits for a state of another process. */
import { setTimeout as sleep } from 'node:timers/promises'

const pollMs = 20

/**
 * Asks until the answer is neither `undefined`, `false` nor an error, and returns it.
 *
 * @throws {Error} that names `what` when that takes more than `limitMs`
 */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false>, limitMs = 60_000): Promise<T> {
  const endsAt = performance.now() + limitMs
  for (;;) {
    let reason: unknown
    try {
      const answer = await ask()
      if (answer !== undefined && answer !== false) return answer
    } catch (error) {
      reason = error
    }
    if (performance.now() > endsAt) throw new Error(`${what} did not happen within ${limitMs} ms`, { cause: reason })
    await sleep(pollMs)
  }
}
