/** Shows the current data in an open page after the code that makes them was edited. In `dev` only. */
import { currentRouter } from './current-router.ts'

export function refreshData({ concernsData }: { readonly concernsData: boolean }): void {
  const router = currentRouter()
  if (!concernsData || router === undefined) return
  // The router takes the address that is shown already, if it has a hash, for a move within the page.
  if (router.asPath.includes('#')) window.location.reload()
  else void router.replace(router.asPath, undefined, { scroll: false })
}
