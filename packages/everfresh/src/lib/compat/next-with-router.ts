/** `next/dist/client/with-router`. */
export { withRouter as default } from './next-router.tsx'
export type { ExcludeRouterProps, WithRouterProps } from './next-router.tsx'
