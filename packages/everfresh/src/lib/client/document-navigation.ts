/** Leaves a page the browser's own way: by a document request. */
import type { Browser } from './browser.ts'

export type NavigationMethod = 'push' | 'replace'

/**
 * Requests the document at `address`. The promise stays open: the page is about to go.
 *
 * @throws Error when the URL would run code instead.
 */
export async function requestDocument(
  location: Browser['location'],
  address: string,
  method: NavigationMethod,
): Promise<never> {
  const target = new URL(address, location.origin + location.pathname)
  if (/^(javascript|vbscript|data):$/.test(target.protocol)) {
    throw new Error(`The router does not open "${target.protocol}" URLs, since they run code.`)
  }
  const isHere =
    target.origin === location.origin && target.pathname === location.pathname && target.search === location.search
  // Assigning the address that is shown already would move to its hash at most.
  if (isHere) location.reload()
  else if (method === 'push') location.assign(address)
  else location.replace(address)
  return new Promise<never>(() => undefined)
}
