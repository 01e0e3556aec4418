/** The browser tab's router, for code outside of React: `import Router from 'next/router'`. */
import type { KeptData } from './data-client.ts'
import type { NextRouter } from './router-types.ts'

export interface TabRouter extends NextRouter {
  /** Kept page data by data URL. */
  readonly sdc: KeptData
}

let current: TabRouter | undefined
let waiting: (() => void)[] = []

export const currentRouter = (): TabRouter | undefined => current

export function setCurrentRouter(router: TabRouter): void {
  current = router
  const callbacks = waiting
  waiting = []
  for (const callback of callbacks) callback()
}

/** Calls back when there is a router: at once, or when the page hydrates; never on the server. */
export function whenRouterIsReady(callback: () => void): void {
  if (current !== undefined) callback()
  else if (typeof window !== 'undefined') waiting.push(callback)
}
