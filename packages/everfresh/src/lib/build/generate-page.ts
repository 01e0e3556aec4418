/** Generates one page of a build: as often as it takes, in the time that it is given. */
import type { PackedFacts } from '../render/pack-page.ts'
import type { RendererPool } from '../render/renderer-pool.ts'
import type { PageToGenerate } from './collect-pages.ts'
import type { BuildReporter } from './reporter.ts'

export interface GeneratePageOptions {
  readonly pool: Pick<RendererPool, 'pack'>
  readonly deployment: string
  /** Epoch ms of the build's start: what was invalidated after it makes a page of the build stale. */
  readonly builtAt: number
  readonly timeoutMs: number
  readonly reporter: Pick<BuildReporter, 'warn'>
}

/** A page that takes too long is tried this often (B147). */
const attempts = 3

/** Resolves when it is in the pack. @throws what its code throws; Error when it took too long each time. */
export async function generatePage(target: PageToGenerate, options: GeneratePageOptions): Promise<PackedFacts> {
  const { timeoutMs, reporter } = options
  for (let attempt = 1; ; attempt++) {
    // Not `AbortSignal.timeout`, which lives until its time is over: that is a minute of all pages in memory.
    const abort = new AbortController()
    const timer = setTimeout(() => abort.abort(), timeoutMs)
    try {
      return await packed(target, options, abort.signal)
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

function packed(
  { page }: PageToGenerate,
  { pool, deployment, builtAt }: GeneratePageOptions,
  signal: AbortSignal,
): Promise<PackedFacts> {
  const { namespace, path, context } = page
  const entry = { namespace, path, deployment, asOf: builtAt * 1000 }
  return pool.pack({ task: { ...context, reason: 'build' }, entry }, signal)
}

/** As messages call it: `/products/[sku]: /products/1`, or the pattern alone when both are the same. */
export const nameOf = ({ page, pattern }: PageToGenerate) =>
  page.path === pattern || page.context.kind === 'shell' ? pattern : `${pattern}: ${page.path}`
