/** Makes an `Error` of whatever a site's code threw. */

/**
 * Returns `thrown` if it is an error; otherwise one that says what was thrown (B87). Anything can be thrown, and some of it
 * cannot even be printed.
 */
export function errorFrom(thrown: unknown, method: string): Error {
  if (thrown instanceof Error) return thrown
  // An error of another realm: `instanceof` does not see it, and its stack must not be lost.
  if (Object.prototype.toString.call(thrown) === '[object Error]') return thrown as Error
  return new Error(
    `${method} threw ${printed(thrown)}, which is no Error. Throw an Error, so that the place is known.`,
    {
      cause: thrown,
    },
  )
}

function printed(value: unknown): string {
  try {
    return typeof value === 'object' ? (JSON.stringify(value) ?? String(value)) : String(value)
  } catch {
    return 'an object'
  }
}
