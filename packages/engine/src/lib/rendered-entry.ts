/** Makes an entry of what a renderer returned, and refuses what is not one. */
import type { PageRef, Rendered } from './engine.ts'
import { copiesOf, type Entry, type RenderReason } from './entry.ts'

export interface RenderTimes {
  /** Epoch ms. */
  readonly startedAt: number
  /** Epoch ms. */
  readonly endedAt: number
}

/**
 * Returns the entry to publish, with version 0. Its age counts from the end of the render, as in Next.js.
 *
 * @throws TypeError when a renderer of plain JavaScript returned something else
 */
export function entryOf(
  page: PageRef,
  rendered: Rendered,
  deployment: string,
  reason: RenderReason,
  { startedAt, endedAt }: RenderTimes,
): Entry {
  check(rendered)
  const staleAt = after(endedAt, rendered.revalidateMs)
  return {
    namespace: page.namespace,
    path: page.path,
    // The renderer may use its buffers again. And a view of a larger buffer would keep all of it in memory, uncounted.
    bodies: copiesOf(rendered.bodies),
    attributes: { ...rendered.attributes },
    tags: [...new Set(rendered.tags)],
    version: 0,
    asOf: 0,
    deployment,
    reason,
    generatedAt: startedAt,
    renderMs: endedAt - startedAt,
    staleAt,
    expiresAt: Math.max(staleAt, after(endedAt, rendered.expireMs)),
  }
}

const after = (time: number, ms: number | false): number => (ms === false ? Infinity : time + ms)

function check(rendered: Rendered): void {
  const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null
  if (!isObject(rendered)) throw new TypeError(`the renderer returned ${String(rendered)} instead of a page`)
  const { bodies, attributes, tags, revalidateMs, expireMs } = rendered
  if (!isObject(bodies) || !Object.values(bodies).every((body) => body instanceof Uint8Array)) {
    throw new TypeError('the rendered bodies must be an object of Uint8Arrays')
  }
  if (!isObject(attributes)) throw new TypeError('the rendered attributes must be an object')
  if (!Array.isArray(tags) || !tags.every((tag) => typeof tag === 'string')) {
    throw new TypeError('the rendered tags must be an array of strings')
  }
  if (!isDuration(revalidateMs)) throw new TypeError(`revalidateMs is ${String(revalidateMs)}: ${durationRule}`)
  if (!isDuration(expireMs)) throw new TypeError(`expireMs is ${String(expireMs)}: ${durationRule}`)
}

const durationRule = 'it must be false or a number of milliseconds above 0'

const isDuration = (value: unknown): boolean => value === false || (typeof value === 'number' && value > 0)
