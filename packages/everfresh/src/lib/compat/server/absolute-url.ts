/** Checks URLs that middleware gives. */

/** @throws TypeError when it is no absolute URL: what a path belongs to, middleware must say. */
export function absoluteUrl(url: string | URL | { toString(): string }): string {
  const text = String(url)
  try {
    return new URL(text).href
  } catch (cause) {
    const hint = `Give an absolute one, such as new URL('/login', request.url).`
    throw new TypeError(`"${text}" is no absolute URL. ${hint}`, { cause })
  }
}
