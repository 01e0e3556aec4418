/** Keeps a lease alive while its page is rendered and published. */
import type { Clock } from './clock.ts'
import type { PageId } from './entry.ts'
import type { StoreAccess } from './store-access.ts'

/**
 * Prolongs the lease every third of `ttlMs`, and calls `onLost` once somebody else holds a later one.
 * Returns a function that ends it.
 */
export function renewLease(
  access: StoreAccess,
  clock: Clock,
  page: PageId,
  lease: { readonly token: number; readonly ttlMs: number },
  onLost: () => void,
): () => void {
  let ended = false
  let cancel = (): void => {}
  const renew = async (): Promise<void> => {
    try {
      const held = await access.renew(page, lease.token, lease.ttlMs)
      if (!held && !ended) return onLost()
    } catch {
      // The lease may end unrenewed; the publish will tell whether anybody took it.
    }
    next()
  }
  const next = (): void => {
    if (!ended) cancel = clock.schedule(lease.ttlMs / 3, () => void renew())
  }
  next()
  return () => {
    ended = true
    cancel()
  }
}
