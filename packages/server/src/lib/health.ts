/** Tells whoever restarts or routes to this process whether it lives, and whether it is ready for visitors. */
import type { EngineStatistics, PageStore } from '@everfresh/engine'
import { send, type Exchange } from './exchange.ts'

/** Below the base path, or at the root for those inside who know of none. */
export const healthPath = '/_everfresh/health'

/** How long the store may take to answer before the process counts as not ready, ms. */
const storeTimeoutMs = 1000

export interface HealthOptions {
  readonly store?: PageStore
  /** Pages are kept on this machine for the time in which the store cannot be reached: then visitors may come all the same. */
  readonly servesWithoutStore?: boolean
  /** Id of the deployment that is served. */
  deployment?(): string
  /** The process is about to end: no new visitors, please. */
  isStopping?(): boolean
}

/**
 * Answers `/_everfresh/health` with 200 as long as the process answers at all, and `/_everfresh/health?ready` with 503
 * while the server is stopping, or cannot reach the store and has nothing to show without it. Where it has, the status is
 * `degraded`, and `because` says why: if all that share a store were taken out of service with it, nobody would be left.
 */
export async function sendHealth(exchange: Exchange, search: string, options: HealthOptions): Promise<void> {
  const asksReady = new URLSearchParams(search).has('ready')
  const engine = exchange.served.engine.statistics()
  const because = (asksReady ? await reasonNotReady(options) : undefined) ?? troubleOf(engine)
  const maySendVisitors =
    because !== 'stopping' && (because !== 'store-unavailable' || servesWithoutStore(options, engine))
  const isReady = !asksReady || maySendVisitors
  const report = {
    status: because === undefined ? 'ok' : maySendVisitors || !asksReady ? 'degraded' : because,
    ...(because && { because }),
    deployment: options.deployment?.(),
    store: options.store?.name,
    engine,
  }
  const body = JSON.stringify(report)
  const headers = ['Content-Type', 'application/json; charset=utf-8', 'Cache-Control', 'no-store']
  send(exchange.response, isReady ? 200 : 503, [...headers, 'Content-Length', Buffer.byteLength(body)], body)
}

/** What the engine has noticed by itself. */
function troubleOf({ store }: EngineStatistics): 'store-unavailable' | 'store-refuses-writes' | undefined {
  if (store === 'unavailable') return 'store-unavailable'
  return store === 'refuses-writes' ? 'store-refuses-writes' : undefined
}

/** Who wants to be shown nothing that may be old is better sent to another instance. */
const servesWithoutStore = (options: HealthOptions, { consistency }: EngineStatistics): boolean =>
  options.servesWithoutStore === true && consistency === 'available'

async function reasonNotReady({
  store,
  isStopping,
}: HealthOptions): Promise<'stopping' | 'store-unavailable' | undefined> {
  if (isStopping?.() === true) return 'stopping'
  if (store === undefined) return undefined
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => (timer = setTimeout(resolve, storeTimeoutMs, false)))
  try {
    const answered = await Promise.race([Promise.resolve(store.head()).then(() => true), late])
    return answered ? undefined : 'store-unavailable'
  } catch {
    return 'store-unavailable'
  } finally {
    clearTimeout(timer)
  }
}
