/** Tells whoever restarts or routes to this process whether it lives, and whether it is ready for visitors. */
import type { PageStore } from '@everfresh/engine'
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
 * `degraded`: if all that share a store were taken out of service with it, nobody would be left.
 */
export async function sendHealth(exchange: Exchange, search: string, options: HealthOptions): Promise<void> {
  const asksReady = new URLSearchParams(search).has('ready')
  const reason = asksReady ? await reasonNotReady(options) : undefined
  const isDegraded = reason === 'store-unavailable' && options.servesWithoutStore === true
  const report = {
    status: isDegraded ? 'degraded' : (reason ?? 'ok'),
    deployment: options.deployment?.(),
    store: options.store?.name,
    engine: exchange.served.engine.statistics(),
  }
  const body = JSON.stringify(report)
  const headers = ['Content-Type', 'application/json; charset=utf-8', 'Cache-Control', 'no-store']
  send(
    exchange.response,
    reason === undefined || isDegraded ? 200 : 503,
    [...headers, 'Content-Length', Buffer.byteLength(body)],
    body,
  )
}

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
