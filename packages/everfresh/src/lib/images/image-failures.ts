/** Remembers for a moment which originals could not be had, so that not every visitor makes us ask for them again. */
import type { Clock } from '@everfresh/engine'

export interface ImageFailures {
  find(key: string): unknown
  remember(key: string, error: unknown): void
}

/** ms */
const rememberedForMs = 5_000
const mostRemembered = 1_000

export function createImageFailures(clock: Clock): ImageFailures {
  const failures = new Map<string, { readonly error: unknown; readonly until: number }>()
  return {
    find(key) {
      const known = failures.get(key)
      if (known === undefined) return undefined
      if (clock.monotonic() < known.until) return known.error
      failures.delete(key)
      return undefined
    },
    remember(key, error) {
      failures.delete(key)
      failures.set(key, { error, until: clock.monotonic() + rememberedForMs })
      const [oldest] = failures.keys()
      if (failures.size > mostRemembered) failures.delete(oldest!)
    },
  }
}
