/** Keeps a command running until somebody asks it to stop, then lets it finish in order. */

const signals = ['SIGINT', 'SIGTERM'] as const

/** One request to stop may arrive twice: from the terminal, and from npm, which passes on what it got. Ms. */
const echoMs = 1_000

/** The part of `process` that this needs. */
export interface Stoppable {
  on(signal: (typeof signals)[number], listener: () => void): unknown
  off(signal: (typeof signals)[number], listener: () => void): unknown
  exit(code: number): void
}

/**
 * Resolves when `close` has, after SIGINT or SIGTERM. Another signal ends the process at once, if it comes a second later or
 * more: then somebody is in a hurry.
 *
 * @param now Milliseconds, monotonic.
 */
export async function untilStopped(
  close: () => Promise<void>,
  target: Stoppable = process,
  now: () => number = () => performance.now(),
): Promise<void> {
  let askedAt: number | undefined
  let resolveAsked = () => {}
  const asked = new Promise<void>((resolve) => (resolveAsked = resolve))
  const onSignal = () => {
    askedAt ??= now()
    if (now() - askedAt >= echoMs) target.exit(1)
    resolveAsked()
  }
  for (const signal of signals) target.on(signal, onSignal)
  await asked
  await close()
  for (const signal of signals) target.off(signal, onSignal)
}
