/** `invalidate(…)`: declares pages out of date by path, by tag, or all of them, without rendering any. */
import type { InvalidateSelector } from '@everfresh/engine'
import { invalidSelection } from './errors.ts'
import { pathTargetOf } from './path-target.ts'
import type { Served } from './settings.ts'

/** What is out of date: exactly one of these. */
export interface Selection {
  /** As in URLs, with the base path or without. */
  readonly path?: string
  /** As pages return them in `tags`. */
  readonly tag?: string
  readonly everything?: true
}

export interface InvalidateOptions {
  /**
   * True: what is out of date may be shown once more to each visitor while it is made anew behind. Default false: nobody is
   * shown it any more, and the next visitor of each page waits for the new one.
   */
  readonly stale?: boolean
}

/**
 * Resolves when it holds in every instance. However many pages a tag reaches, it costs one entry of the log; pages are made anew
 * when they are visited next.
 *
 * @throws ServerError INVALID_SELECTION before anything is done; EngineError STORE_UNAVAILABLE, INVALIDATION_QUEUED.
 */
export type Invalidate = (selections: Selection | readonly Selection[], options?: InvalidateOptions) => Promise<void>

export function createInvalidate({ current }: { current(): Served }): Invalidate {
  return async (given, { stale = false } = {}) => {
    const { site, engine, httpCache } = current()
    const list = Array.isArray(given) ? (given as readonly Selection[]) : [given as Selection]
    const problem = problemOf(list)
    if (problem !== undefined) throw invalidSelection(problem)
    const found = list.map((selection) => ({
      selection,
      target: selection.path === undefined ? undefined : pathTargetOf(site, selection.path),
    }))
    const selectors = found.map(({ selection, target }): InvalidateSelector =>
      target?.kind === 'page' ? { path: target.page.path } : selection,
    )
    const kind = stale ? 'soft' : 'hard'
    if (httpCache === undefined) return void (await engine.invalidate(selectors, kind))
    const answers = found.map(({ selection, target }): InvalidateSelector =>
      target?.kind === 'handler' && target.cache ? { path: target.cache.path } : selection,
    )
    // Whatever becomes of the one, the other is done. What waits is worth less than what failed: that has to be sent again.
    const results = await Promise.allSettled([httpCache.invalidate(answers, kind), engine.invalidate(selectors, kind)])
    const failed = results.find((result) => result.status === 'rejected')
    if (failed) throw failed.reason
  }
}

function problemOf(list: readonly unknown[]): string | undefined {
  if (list.length === 0) return 'nothing was selected'
  for (const selection of list) {
    const { path, tag, everything } = (selection ?? {}) as Selection
    const given = [path, tag, everything].filter((each) => each !== undefined)
    const shown = JSON.stringify(selection)
    if (given.length !== 1) return `${shown} does not name exactly one of path, tag and everything`
    if (path !== undefined && !(typeof path === 'string' && path.startsWith('/'))) {
      return `${shown} has a path that does not begin with a slash`
    }
    if (tag !== undefined && !(typeof tag === 'string' && tag !== '')) return `${shown} has no name of a tag`
    if (everything !== undefined && everything !== true)
      return `${shown} means nothing: "everything" is true or missing`
  }
  return undefined
}
