/** Wires the scheduler and the routes' breakers from the engine's settings. */
import type { Emit } from './events.ts'
import type { Settings } from './options.ts'
import { priorityOf } from './priority.ts'
import { RouteBreakers } from './route-breakers.ts'
import { Scheduler } from './scheduler.ts'
import { sleep } from './waiting.ts'

/** Dropping one costs about 5 µs; hits that arrive meanwhile wait no longer than for so many. */
const mostDroppedAtOnce = 200

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
  const breakers: RouteBreakers = new RouteBreakers({
    clock,
    random,
    maxPauseMs: maxBackoffMs,
    emit,
    isTrying: (route) => scheduler.isBusyWith(route, stale),
    async onBroken(route) {
      while (scheduler.refuse(stale, { route, most: mostDroppedAtOnce }) && breakers.isBroken(route))
        await sleep(clock, 1)
    },
  })
  return { scheduler, breakers }
}
