/** Generates the pages of a build and packs them into one file, from which every instance's store is seeded. */
import type { Entry } from '@everfresh/engine'
import type { PageToGenerate, PagesToGenerate } from './collect-pages.ts'
import { type FailedPage, pagesFailed } from './errors.ts'
import { collectGarbage } from './garbage.ts'
import { generatePage, type GeneratePageOptions, nameOf } from './generate-page.ts'
import type { KeptPages } from './kept-pages.ts'
import { openPackWriter } from './pack-writer.ts'
import { growingPace, type Pace, steadyPace } from './pace.ts'
import type { BuildReporter } from './reporter.ts'

export interface GeneratePagesOptions extends GeneratePageOptions {
  readonly pages: PagesToGenerate
  /** The pack to write. */
  readonly file: string
  /** What need not be generated. */
  readonly kept: readonly KeptPages[]
  /** Pages under way at once; undefined: as many as it pays to have. */
  readonly concurrency: number | undefined
  readonly reporter: BuildReporter
}

/** What was generated of one route, for the build's table. */
export interface GeneratedRoute {
  readonly pattern: string
  readonly pages: number
  /** The shortest interval of its pages, seconds; false when none is ever due; undefined without getStaticProps. */
  readonly revalidateSeconds: number | false | undefined
}

export interface GeneratedPages {
  readonly routes: readonly GeneratedRoute[]
  /** The deployments that made them: this one, and others from which pages were kept. */
  readonly makers: ReadonlySet<string>
}

/** Each page leaves some 2 kB in this thread, and little of a build that is longer is needed any more. */
const pagesBetweenCollections = 10_000

/** What is told of a page that is in the pack. */
type GeneratedPage = Pick<Entry, 'attributes' | 'deployment'>

/** @throws EverfreshError PAGES_FAILED */
export async function generatePages(options: GeneratePagesOptions): Promise<GeneratedPages> {
  const { pages, reporter, file, kept, concurrency } = options
  const routes = new Map<string, GeneratedRoute>()
  const makers = new Set<string>()
  const failed: FailedPage[] = []
  const pack = await openPackWriter(file)
  const pace = concurrency === undefined ? growingPace() : steadyPace(concurrency)
  let done = 0
  const generated = async (target: PageToGenerate): Promise<GeneratedPage> => {
    const startedAt = performance.now()
    const { bytes, attributes } = await generatePage(target, options)
    pace.took(performance.now() - startedAt)
    pack.added(bytes)
    return { attributes, deployment: options.deployment }
  }
  const taken = async (target: PageToGenerate): Promise<GeneratedPage | undefined> => {
    const entry = await findKept(kept, target)
    if (entry !== undefined) await pack.write(entry)
    return entry
  }
  reporter.progress(0, pages.pages.length)
  try {
    await forEachAtPace(pages.pages, pace, async (target) => {
      try {
        const page = (await taken(target)) ?? (await generated(target))
        makers.add(page.deployment)
        routes.set(target.pattern, counted(routes.get(target.pattern), target, page))
      } catch (error) {
        failed.push({ name: nameOf(target), error })
      }
      reporter.progress(++done, pages.pages.length)
      if (done % pagesBetweenCollections === 0) collectGarbage()
    })
  } finally {
    await pack.close()
  }
  if (failed.length > 0) throw pagesFailed(failed)
  return { routes: [...routes.values()], makers }
}

async function findKept(kept: readonly KeptPages[], target: PageToGenerate): Promise<Entry | undefined> {
  for (const pages of kept) {
    const entry = await pages.find(target)
    if (entry !== undefined) return entry
  }
  return undefined
}

function counted(
  before: GeneratedRoute | undefined,
  { page, pattern }: PageToGenerate,
  { attributes }: GeneratedPage,
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

/** Calls `visit`, which never throws, with each item, as many at once as the pace has it. */
function forEachAtPace<Item>(items: readonly Item[], pace: Pace, visit: (item: Item) => Promise<void>): Promise<void> {
  let [next, underWay] = [0, 0]
  return new Promise((resolve) => {
    const advance = () => {
      if (next === items.length && underWay === 0) return resolve()
      while (next < items.length && underWay < pace.limit) {
        underWay++
        void visit(items[next++]!).finally(() => {
          underWay--
          advance()
        })
      }
    }
    advance()
  })
}
