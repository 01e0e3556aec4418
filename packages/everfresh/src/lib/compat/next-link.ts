/** `next/link`. */
export { Link as default } from '../client/link.tsx'
export type { LinkProps } from '../client/link.tsx'

/** Under `pages/` links have no state of their own: `routeChangeStart` of the router's events tells. */
export const useLinkStatus = (): { readonly pending: boolean } => ({ pending: false })
