/** What can stop a build, each with a heading in docs/reference/errors.md. */
import { EverfreshError } from '../errors.ts'

export interface FailedPage {
  /** As `/products/[sku]: /products/1`, or the pattern alone when both are the same. */
  readonly name: string
  readonly error: unknown
}

/** All pages at once, each with its own error (B145). */
export function pagesFailed(failed: readonly FailedPage[]): EverfreshError {
  const details = failed.map(({ name, error }) => `Error occurred prerendering page "${name}".\n${stackOf(error)}`)
  const list = failed.map(({ name }) => `\t${name}`).join('\n')
  const errors = failed.map(({ error }) => error)
  return new EverfreshError(
    'PAGES_FAILED',
    `${details.join('\n\n')}\n\nExport encountered errors on ${failed.length} ${failed.length === 1 ? 'path' : 'paths'}:\n${list}`,
    { cause: errors.length === 1 ? errors[0] : new AggregateError(errors) },
  )
}

const stackOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error))
