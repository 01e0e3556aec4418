/**
 * The headers in which a response of middleware says what is to happen: libraries for locales and sign-in read and write them,
 * so their names are those of Next.js. They never reach a visitor, and nobody believes them in a request.
 */

/** Present: go on. */
export const next = 'x-middleware-next'
/** The URL to answer with. */
export const rewrite = 'x-middleware-rewrite'
/** Names, separated by commas, of all headers that the request shall have; each is in a header of its own. */
export const overriddenHeaders = 'x-middleware-override-headers'
export const requestHeaderPrefix = 'x-middleware-request-'
