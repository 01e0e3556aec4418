/** How long something took, by whichever clock says more: one stands still while a machine sleeps, the other may be set. */
import { systemClock } from '@everfresh/engine'
import type { Clock } from '@everfresh/engine'

/** Starts now; the returned function tells the ms since. */
export function startStopwatch(clock: Clock = systemClock): () => number {
  const monotonic = clock.monotonic()
  const wall = clock.now()
  return () => Math.max(clock.monotonic() - monotonic, Math.abs(clock.now() - wall))
}
