/** Which of a site's languages a visitor likes best (RFC 9110 §12.5.4). */
import accept from '@hapi/accept'
import type { IncomingHttpHeaders } from 'node:http'

/**
 * Returns a function that leaves of `Accept-Language` the one of `languages` that is liked best; of several that are liked alike,
 * the first in `languages`. Where none is asked for the field goes, as if the visitor had not said anything.
 *
 * A handler that sees no more than that cannot tell apart whom it is the same for: what was made for one of them is right for
 * all (RFC 9111 §4.1).
 */
export function languageAmong(languages: readonly string[]): (headers: IncomingHttpHeaders) => void {
  return (headers) => {
    const said = headers['accept-language']
    if (said === undefined) return
    const liked = preferredLanguage(said, languages)
    if (liked === undefined) delete headers['accept-language']
    else headers['accept-language'] = liked
  }
}

/**
 * What the visitor asks for in `Accept-Language`, as far as it is among `languages`: `de-CH` is no `de`, but `de` is any `de-CH`.
 * Undefined where nothing is, and where the header cannot be read.
 */
export function preferredLanguage(header: string | undefined, languages: readonly string[]): string | undefined {
  try {
    return (header && accept.language(header, languages)) || undefined
  } catch {
    // What cannot be read asks for nothing.
    return undefined
  }
}
