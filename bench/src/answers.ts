/** A page that is rendered on request and kept by its own headers, beside the same page generated: from one server, by turns. */
import { load, type LoadResult } from './load.ts'
import type { BenchOptions } from './options.ts'
import { tell } from './progress.ts'
import { everfreshBin, prepareEverfresh, repository, requireCommand } from './requirements.ts'
import { atMost, type BenchResult, type Verdict } from './result.ts'
import { startServer } from './server-process.ts'
import { spreadOf } from './statistics.ts'
import { tableOf } from './table.ts'

const paths = { generated: '/products/chair-1', rendered: '/rendered/chair-1' } as const
type Kind = keyof typeof paths
const kinds: readonly Kind[] = ['generated', 'rendered']
const variants = { identity: {}, gzip: { 'Accept-Encoding': 'gzip' } } as const

export async function benchAnswers({ rounds, seconds, machine }: BenchOptions): Promise<BenchResult> {
  requireCommand('wrk')
  requireCommand('taskset', 'util-linux')
  const site = await prepareEverfresh('product')
  const server = await startServer('everfresh', [everfreshBin, 'start', site], repository, paths.rendered)
  try {
    const rows: string[][] = []
    const verdicts: Verdict[] = []
    const figures: Record<string, unknown> = {}
    for (const [variant, headers] of Object.entries(variants)) {
      const samples: Record<Kind, LoadResult[]> = { generated: [], rendered: [] }
      for (let round = 0; round <= rounds; round++) {
        await machine.calibrate()
        for (const kind of kinds) {
          tell(`answers · round ${round}/${rounds} · ${variant} · ${kind}`)
          const result = await load(server.url + paths[kind], headers, round === 0 ? 2 : seconds)
          // The first round warms up.
          if (round > 0) samples[kind].push(result)
        }
      }
      const cost = spreadOf(
        samples.rendered.map((run, round) => samples.generated[round]!.requestsPerSecond / run.requestsPerSecond),
      )
      const median = (kind: Kind) => spreadOf(samples[kind].map((run) => run.requestsPerSecond)).median
      figures[variant] = { generated: median('generated'), rendered: median('rendered'), cost }
      const ratio = `${cost.median.toFixed(3)} (${cost.min.toFixed(3)}–${cost.max.toFixed(3)})`
      rows.push([variant, Math.round(median('generated')).toString(), Math.round(median('rendered')).toString(), ratio])
      verdicts.push(atMost(`${variant}, cost of a hit, rendered ÷ generated`, cost, 1.15))
    }
    const report = tableOf(['answer', 'generated req/s', 'rendered req/s', 'cost of a hit (min–max)'], rows)
    return { name: 'answers', report, figures: { rounds, seconds, figures }, verdicts, charts: [] }
  } finally {
    await server.stop()
  }
}
