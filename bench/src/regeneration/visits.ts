/** Visitors who come at a steady rate to pages that are due each time, so that each visit has one of them regenerated. */
import { setTimeout } from 'node:timers/promises'
import { madeAt } from '../renewed-page.ts'

/** Between two visits to a page, ms: its interval is a second, and it may take a while to be made. */
const pauseMs = 1_300

export interface Visits {
  /** Pages that were made anew, per second. */
  readonly regeneratedPerSecond: number
}

export const pagesFor = (perSecond: number): readonly string[] =>
  Array.from({ length: Math.ceil((perSecond * pauseMs) / 1000) }, (_, index) => `/renewed/each-second-${index}`)

/** Makes every page once, and waits until all are due. */
export async function makeDue(url: string, pages: readonly string[]): Promise<void> {
  for (const page of pages) await madeAt(url + page)
  await setTimeout(pauseMs)
}

/** Visits pages by turns, `perSecond` in all; once every page is regenerated that often, `during` begins, and ends the visits. */
export async function visitWhile<Result>(
  url: string,
  perSecond: number,
  during: () => Promise<Result>,
): Promise<Visits & { readonly result: Result }> {
  const pages = pagesFor(perSecond)
  const seen = new Map<string, Set<number>>(pages.map((page) => [page, new Set()]))
  const visits: Promise<unknown>[] = []
  const startedAt = performance.now()
  let ended = false
  const result = setTimeout(pauseMs)
    .then(during)
    .finally(() => (ended = true))
  // As many as are due, whether or not those before were answered.
  for (let index = 0; !ended; await setTimeout(2)) {
    for (const due = ((performance.now() - startedAt) / 1000) * perSecond; index < due; index++) {
      const page = pages[index % pages.length]!
      visits.push(madeAt(url + page).then((time) => seen.get(page)!.add(time)))
    }
  }
  const seconds = (performance.now() - startedAt) / 1000
  await Promise.all(visits)
  // What is seen first was made before, and of the last turn nobody has seen yet what became of it.
  const regenerated = [...seen.values()].reduce((sum, times) => sum + times.size - 1, 0)
  return { regeneratedPerSecond: regenerated / (seconds - pauseMs / 1000), result: await result }
}
