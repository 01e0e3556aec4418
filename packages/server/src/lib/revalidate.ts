/** `revalidate(path)`: renders pages anew for whoever changed their data, in this process, without a request. */
import { EngineError } from '@everfresh/engine'
import { invalidRevalidatePath, revalidationFailed, revalidationQueued, severalRevalidationsFailed } from './errors.ts'
import { pathTargetOf } from './path-target.ts'
import type { Served } from './settings.ts'

export interface CreateRevalidateOptions {
  current(): Served
  /** Paths of one call that are rendered at a time. Default 16. */
  readonly concurrency?: number
}

export interface RevalidatePathOptions {
  /** Leave alone what was never generated (B117). */
  readonly unstable_onlyGenerated?: boolean
}

/**
 * Resolves when the new version of every path is published and no instance serves an older one (B110).
 *
 * `options` that are no object are ignored, so that `paths.map(revalidate)` works (B119).
 *
 * @throws ServerError INVALID_REVALIDATE_PATH before anything is done; REVALIDATION_FAILED naming all paths that failed, after
 * the others are done (B114, B115); REVALIDATION_QUEUED for a path that waits until the store is back.
 */
export type Revalidate = (paths: string | readonly string[], options?: unknown) => Promise<void>

export function createRevalidate({ current, concurrency = 16 }: CreateRevalidateOptions): Revalidate {
  return async (paths, options) => {
    const list = [
      ...new Set(typeof paths === 'string' || !Array.isArray(paths) ? [paths as string] : (paths as string[])),
    ]
    for (const path of list) if (typeof path !== 'string' || !path.startsWith('/')) throw invalidRevalidatePath(path)
    const onlyGenerated = isOnlyGenerated(options)
    const errors: Error[] = []
    const waiting = list.values()
    const work = async (): Promise<void> => {
      for (const path of waiting) {
        const error = await revalidateOne(current, path, onlyGenerated)
        if (error !== undefined) errors.push(error)
      }
    }
    await Promise.all(Array.from({ length: Math.min(concurrency, list.length) }, work))
    if (errors.length > 0) throw list.length === 1 ? errors[0]! : severalRevalidationsFailed(errors, list.length)
  }
}

function isOnlyGenerated(options: unknown): boolean {
  return (
    typeof options === 'object' &&
    options !== null &&
    (options as RevalidatePathOptions).unstable_onlyGenerated === true
  )
}

/** @returns why it failed, if it did. */
async function revalidateOne(current: () => Served, path: string, onlyGenerated: boolean): Promise<Error | undefined> {
  const { site, engine, httpCache } = current()
  const target = pathTargetOf(site, path)
  if (target === undefined) return revalidationFailed(path, 400)
  switch (target.kind) {
    case 'handler':
      // Where nothing of it is kept, the next visitor sees the change anyway (B113).
      if (target.cache === undefined || httpCache === undefined) return undefined
      return await httpCache.invalidate([{ path: target.cache.path }], 'hard').then(
        () => undefined,
        (error: unknown) =>
          isQueued(error) ? revalidationQueued(path, error) : revalidationFailed(path, statusOf(error), error),
      )
    case 'redirect':
      return revalidationFailed(path, target.status)
    case 'not-found':
      return onlyGenerated ? undefined : revalidationFailed(path, 404)
    case 'page': {
      // A path that may not exist is not brought into being (B58).
      const bounded = onlyGenerated || target.whenMissing === 'not-found'
      try {
        const lookup = await engine.revalidate(target.page, { onlyGenerated: bounded })
        return lookup === undefined && !onlyGenerated ? revalidationFailed(path, 404) : undefined
      } catch (error) {
        // The deployment was replaced meanwhile: what counts is the page of the one that replaced it.
        const isReplaced = isEngineError(error) && error.code === 'ENGINE_CLOSED' && current().engine !== engine
        if (isReplaced) return revalidateOne(current, path, onlyGenerated)
        if (isQueued(error)) return revalidationQueued(path, error)
        return revalidationFailed(path, statusOf(error), error)
      }
    }
  }
}

const busy: ReadonlySet<string> = new Set([
  'QUEUE_FULL',
  'WAIT_TIMED_OUT',
  'REVALIDATION_TIMED_OUT',
  'STORE_UNAVAILABLE',
  'ENGINE_CLOSED',
])

const isEngineError = (error: unknown): error is EngineError => error instanceof EngineError
const isQueued = (error: unknown): boolean => isEngineError(error) && error.code === 'INVALIDATION_QUEUED'
const statusOf = (error: unknown): 500 | 503 => (isEngineError(error) && busy.has(error.code) ? 503 : 500)
