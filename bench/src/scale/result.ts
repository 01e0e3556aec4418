/** What the scale bench found: tables, whether anything grows by more than a logarithm, and charts. */
import { atMost, type BenchResult, type Chart, type Verdict } from '../result.ts'
import { tableOf } from '../table.ts'
import type { InstanceFigures } from './commands.ts'

/** Of one page set. Times are medians, µs. */
export interface Figures extends Record<Cost, number> {
  readonly pages: number
  readonly tags: number
  readonly instance: InstanceFigures
  readonly seedSeconds: number
}

/** What is waited for: a page from memory, from the store, published on demand after a render that takes no time; a tag. */
const costs = { hitUs: 'hit', loadUs: 'lookup', publishUs: 'publish', invalidateUs: 'invalidate a tag' } as const
type Cost = keyof typeof costs
const costNames = Object.keys(costs) as Cost[]

export interface ScaleFigures {
  readonly store: string
  /** With ever more pages. */
  readonly grown: readonly Figures[]
  /** With ever more tags on as many pages. */
  readonly tagged: readonly Figures[]
}

export function scaleResult(stores: readonly ScaleFigures[]): BenchResult {
  return {
    name: 'scale',
    report: stores.map(reportOf).join('\n\n'),
    figures: stores,
    verdicts: stores.flatMap(verdictsOn),
    charts: stores.flatMap(chartsOf),
  }
}

/** Editors wait no longer, whatever the number of pages, ms. */
const mostWaitMs = 5

function verdictsOn({ store, grown, tagged }: ScaleFigures): Verdict[] {
  const largest = grown.at(-1)!
  const editors = (['publishUs', 'invalidateUs'] as const).map((cost) =>
    atMost(`${nameOf(store)}, ${largest.pages} pages: ${costs[cost]}`, largest[cost] / 1_000, mostWaitMs, 'ms'),
  )
  return [...editors, ...growthOf(store, grown, 'pages'), ...growthOf(store, tagged.slice(1), 'tags')]
}

/** From the smallest to the largest set nothing may grow by more than the logarithm of its size does. */
function growthOf(store: string, sets: readonly Figures[], by: 'pages' | 'tags'): Verdict[] {
  const [first, last] = [sets[0]!, sets.at(-1)!]
  if (first === last) return []
  const limit = Number((Math.log(last[by]) / Math.log(first[by])).toFixed(2))
  return costNames.map((cost) =>
    atMost(`${nameOf(store)}, ${costs[cost]}: ${last[by]} ÷ ${first[by]} ${by}`, last[cost] / first[cost], limit),
  )
}

function reportOf({ store, grown, tagged }: ScaleFigures): string {
  const head = ['pages', 'tags', ...costNames.map((cost) => costs[cost]), 'memory', 'file', 'open', 'made in']
  const rows = [...grown, ...tagged].map(({ pages, tags, instance, seedSeconds, ...set }) => [
    String(pages),
    String(tags),
    ...costNames.map((cost) => timeText(set[cost])),
    `${(instance.ownBytes / 2 ** 20).toFixed(0)} MiB`,
    instance.fileBytes === 0 ? '' : `${(instance.fileBytes / 2 ** 20).toFixed(0)} MiB`,
    `${instance.openMs.toFixed(0)} ms`,
    `${seedSeconds.toFixed(1)} s`,
  ])
  return `Store: ${nameOf(store)}. Pages of 1 kB; each has one of the tags.\n\n${tableOf(head, rows)}`
}

const timeText = (us: number): string => (us < 1_000 ? `${us.toPrecision(3)} µs` : `${(us / 1_000).toFixed(2)} ms`)

/** A Redis is named by its URL, which may hold a password. */
const nameOf = (store: string): string => (store.includes('://') ? store.slice(0, store.indexOf(':')) : store)

function chartsOf({ store, grown, tagged }: ScaleFigures): Chart[] {
  const chart = (sets: readonly Figures[], by: 'pages' | 'tags'): Chart => ({
    ...{ name: `scale-${nameOf(store)}-${by}`, title: `What grows with the number of ${by}: ${nameOf(store)}` },
    ...{ unit: 'µs', kind: 'lines', across: by, logarithmic: ['x', 'y'] },
    series: costNames.map((cost) => ({
      name: costs[cost],
      points: sets.map((set) => ({ x: set[by], y: Number(set[cost].toPrecision(4)) })),
    })),
  })
  return [chart(grown, 'pages'), chart(tagged, 'tags')]
}
