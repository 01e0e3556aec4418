/** Keeps a server running when the site's code fails where nobody listens. */

export interface StrayErrorSource {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (error: unknown) => void): unknown
}

export interface Output {
  on(event: 'error', listener: () => void): unknown
}

/**
 * Reports what API routes and getServerSideProps throw in timers and callbacks, or reject without awaiting it, and goes on:
 * one visitor's request must not end the process for all others, as Node would have it. Which request that was is not known;
 * it is answered by whatever else its handler does.
 *
 * @param outputs Where the reports end up.
 */
export function surviveStrayErrors(
  report: (error: unknown, what: string) => void,
  source: StrayErrorSource = process,
  outputs: readonly Output[] = [process.stdout, process.stderr],
): void {
  source.on('uncaughtException', (error) => report(error, 'The site threw an error that nothing caught'))
  source.on('unhandledRejection', (error) => report(error, 'The site rejected a promise that nothing awaited'))
  // When nobody reads the output any more, reporting that would fail for the same reason, for ever.
  for (const output of outputs) output.on('error', () => {})
}
