/** Generates the pages of a build and packs them into one file, from which every instance's store is seeded. */
import { open } from 'node:fs/promises'
import { encodeEntry, type Entry } from '@everfresh/engine'
import type { RendererPool } from '../render/renderer-pool.ts'
import type { PageToGenerate, PagesToGenerate } from './collect-pages.ts'
import { type FailedPage, pagesFailed } from './errors.ts'
import type { BuildReporter } from './reporter.ts'

export interface GeneratePagesOptions {
  readonly pages: PagesToGenerate
  readonly pool: RendererPool
  /** The pack to write. */
  readonly file: string
  readonly deployment: string
  /** Epoch ms of the build's start: what was invalidated after it makes a page of the build stale. */
  readonly builtAt: number
  readonly timeoutMs: number
  /** Pages under way at once. */
  readonly concurrency: number
  readonly reporter: BuildReporter
}

/** What was generated of one route, for the build's table. */
export interface GeneratedRoute {
  readonly pattern: string
  readonly pages: number
  /** The shortest interval of its pages, seconds; false when none is ever due; undefined without getStaticProps. */
  readonly revalidateSeconds: number | false | undefined
}

/** A page that takes too long is tried this often (B147). */
const attempts = 3

/** @throws EverfreshError PAGES_FAILED */
export async function generatePages(options: GeneratePagesOptions): Promise<GeneratedRoute[]> {
  const { pages, reporter, file } = options
  const routes = new Map<string, GeneratedRoute>()
  const failed: FailedPage[] = []
  const pack = await open(file, 'w')
  let written = Promise.resolve()
  let done = 0
  reporter.progress(0, pages.pages.length)
  await forEachConcurrently(pages.pages, options.concurrency, async (target) => {
    try {
      const entry = await generate(target, options)
      const encoded = encodeEntry(entry)
      // One writer at a time keeps records whole; renders need not wait for it unless the disk falls behind.
      written = written.then(() => append(pack, encoded))
      await written
      routes.set(target.pattern, counted(routes.get(target.pattern), target, entry))
    } catch (error) {
      failed.push({ name: nameOf(target), error })
    }
    reporter.progress(++done, pages.pages.length)
  })
  await pack.close()
  if (failed.length > 0) throw pagesFailed(failed)
  return [...routes.values()]
}

async function append(pack: Awaited<ReturnType<typeof open>>, record: Uint8Array): Promise<void> {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(record.byteLength)
  await pack.writev([length, record])
}

async function generate(target: PageToGenerate, options: GeneratePagesOptions): Promise<Entry> {
  const { pool, timeoutMs, deployment, builtAt, reporter } = options
  const { namespace, path, context } = target.page
  for (let attempt = 1; ; attempt++) {
    const generatedAt = Date.now()
    const signal = AbortSignal.timeout(timeoutMs)
    try {
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
    } catch (error) {
      if (!signal.aborted) throw error
      const message = `Failed to build ${nameOf(target)} (attempt ${attempt} of ${attempts}) because it took more than ${timeoutMs / 1000} seconds.`
      if (attempt === attempts) throw new Error(message, { cause: error })
      reporter.warn(`${message} Retrying again shortly.`)
    }
  }
}

function counted(
  before: GeneratedRoute | undefined,
  { page, pattern }: PageToGenerate,
  { attributes }: Entry,
): GeneratedRoute {
  const seconds = attributes['revalidateSeconds'] as number | undefined
  const interval = seconds === undefined ? undefined : seconds < 0 ? false : seconds
  // A shell is no page that a visitor could name.
  const pages = (before?.pages ?? 0) + (page.context.kind === 'shell' ? 0 : 1)
  return { pattern, pages, revalidateSeconds: shorter(before?.revalidateSeconds, interval) }
}

function shorter(a: number | false | undefined, b: number | false | undefined): number | false | undefined {
  if (typeof a === 'number' && typeof b === 'number') return Math.min(a, b)
  return typeof a === 'number' ? a : (b ?? a)
}

const nameOf = ({ page, pattern }: PageToGenerate) =>
  page.path === pattern || page.context.kind === 'shell' ? pattern : `${pattern}: ${page.path}`

async function forEachConcurrently<Item>(
  items: readonly Item[],
  concurrency: number,
  visit: (item: Item) => Promise<void>,
) {
  let next = 0
  const worker = async () => {
    while (next < items.length) await visit(items[next++]!)
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker))
}
