/** Wires the scheduler and the routes' breakers from the engine's settings. */
import type { Emit } from './events.ts'
import type { Settings } from './options.ts'
import { priorityOf } from './priority.ts'
import { RouteBreakers } from './route-breakers.ts'
import { Scheduler } from './scheduler.ts'

export interface Scheduling {
  readonly scheduler: Scheduler
  readonly breakers: RouteBreakers
}

export function schedulingOf<Context>(settings: Settings<Context>, emit: Emit): Scheduling {
  const { clock, maxBackoffMs, maxConcurrentRenders, maxConcurrentRendersPerRoute, maxQueuedRenders, random } = settings
  const { routes } = settings
  const scheduler = new Scheduler({
    maxConcurrent: maxConcurrentRenders,
    maxQueued: maxQueuedRenders,
    maxConcurrentOf(route) {
      const own = Object.hasOwn(routes, route) ? routes[route]!.maxConcurrentRenders : undefined
      return own ?? maxConcurrentRendersPerRoute
    },
  })
  const stale = priorityOf('stale')
  const breakers = new RouteBreakers({
    clock,
    random,
    maxPauseMs: maxBackoffMs,
    emit,
    isTrying: (route) => scheduler.isBusyWith(route, stale),
    onBroken: (route) => scheduler.refuse(stale, route),
  })
  return { scheduler, breakers }
}
