/** `next/link`. */
export { Link as default } from '../client/link.tsx'
export type { LinkProps } from '../client/link.tsx'
