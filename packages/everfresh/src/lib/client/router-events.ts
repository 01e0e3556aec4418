/** The events of navigations, which site code subscribes to as `router.events`. */

export const routerEventNames = [
  'routeChangeStart',
  'beforeHistoryChange',
  'routeChangeComplete',
  'routeChangeError',
  'hashChangeStart',
  'hashChangeComplete',
] as const

export type RouterEvent = (typeof routerEventNames)[number]

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the arguments depend on the event
export type RouterEventHandler = (...values: any[]) => void

export interface RouterEvents {
  on(event: RouterEvent, handler: RouterEventHandler): void
  off(event: RouterEvent, handler: RouterEventHandler): void
  emit(event: RouterEvent, ...values: unknown[]): void
}

export function createRouterEvents(): RouterEvents {
  const handlers = new Map<RouterEvent, RouterEventHandler[]>()
  return {
    on(event, handler) {
      handlers.set(event, [...(handlers.get(event) ?? []), handler])
    },
    off(event, handler) {
      const left = [...(handlers.get(event) ?? [])]
      const index = left.indexOf(handler)
      if (index !== -1) left.splice(index, 1)
      handlers.set(event, left)
    },
    // Lists are never changed in place, so a handler may unsubscribe itself while it is called.
    emit(event, ...values) {
      for (const handler of handlers.get(event) ?? []) handler(...values)
    },
  }
}

/** One for the browser tab: `Router.events` can be subscribed to before there is a router. */
export const routerEvents = createRouterEvents()
