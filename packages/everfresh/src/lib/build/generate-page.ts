/** Generates one page of a build: as often as it takes, in the time that it is given. */
import type { Entry } from '@everfresh/engine'
import type { RendererPool } from '../render/renderer-pool.ts'
import type { PageToGenerate } from './collect-pages.ts'
import type { BuildReporter } from './reporter.ts'

export interface GeneratePageOptions {
  readonly pool: Pick<RendererPool, 'render'>
  readonly deployment: string
  /** Epoch ms of the build's start: what was invalidated after it makes a page of the build stale. */
  readonly builtAt: number
  readonly timeoutMs: number
  readonly reporter: Pick<BuildReporter, 'warn'>
}

/** A page that takes too long is tried this often (B147). */
const attempts = 3

/** @throws what its code throws; Error when it took too long each time. */
export async function generatePage(target: PageToGenerate, options: GeneratePageOptions): Promise<Entry> {
  const { timeoutMs, reporter } = options
  for (let attempt = 1; ; attempt++) {
    // Not `AbortSignal.timeout`, which lives until its time is over: that is a minute of all pages in memory.
    const abort = new AbortController()
    const timer = setTimeout(() => abort.abort(), timeoutMs)
    try {
      return await entryOf(target, options, abort.signal)
    } catch (error) {
      if (!abort.signal.aborted) throw error
      const message = `Failed to build ${nameOf(target)} (attempt ${attempt} of ${attempts}) because it took more than ${timeoutMs / 1000} seconds.`
      if (attempt === attempts) throw new Error(message, { cause: error })
      reporter.warn(`${message} Retrying again shortly.`)
    } finally {
      clearTimeout(timer)
    }
  }
}

async function entryOf(
  { page }: PageToGenerate,
  { pool, deployment, builtAt }: GeneratePageOptions,
  signal: AbortSignal,
): Promise<Entry> {
  const { namespace, path, context } = page
  const generatedAt = Date.now()
  const rendered = await pool.render({ ...context, reason: 'build' }, signal)
  const { bodies, attributes, tags, revalidateMs, expireMs } = rendered
  return {
    namespace,
    path,
    bodies,
    attributes,
    tags,
    version: 0,
    asOf: builtAt * 1000,
    deployment,
    reason: 'build',
    generatedAt,
    renderMs: Date.now() - generatedAt,
    staleAt: revalidateMs === false ? Infinity : generatedAt + revalidateMs,
    expiresAt: expireMs === false ? Infinity : generatedAt + expireMs,
  }
}

/** As messages call it: `/products/[sku]: /products/1`, or the pattern alone when both are the same. */
export const nameOf = ({ page, pattern }: PageToGenerate) =>
  page.path === pattern || page.context.kind === 'shell' ? pattern : `${pattern}: ${page.path}`
