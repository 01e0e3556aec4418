/** Builds of the product page's catalogue, by Everfresh and Next.js by turns: pages per second, memory, and how both grow. */
import type { BenchOptions } from '../options.ts'
import { tell } from '../progress.ts'
import { atLeast, atMost, type BenchResult, type Chart, measuredText, type Verdict } from '../result.ts'
import { spreadOf, type Spread } from '../statistics.ts'
import { tableOf } from '../table.ts'
import { type Builder, type BuildRun, everfreshBuilder, nextBuilder } from './builders.ts'

/** Of the pages' data, ms. */
const latencies = [0, 50] as const

/** What one round measured of one builder with data of one latency. */
interface Sample extends BuildRun {
  /** Without what a build of a single page takes: compiling, starting, writing down. */
  readonly generatingSeconds: number
  readonly pagesPerSecond: number
}

export async function benchBuild(options: BenchOptions): Promise<BenchResult> {
  const pages = options.quick ? 2_000 : 10_000
  const builders = [await everfreshBuilder('build')]
  if (options.peers.includes('next'))
    builders.push(await nextBuilder('next', 'build'), await nextBuilder('next-tuned', 'build'))
  const samples = new Map<string, Sample[]>()
  const again: number[] = []
  for (const builder of builders) {
    tell(`warming up · ${builder.name}`)
    await builder.build({ pages: 1, dataMs: 0 })
  }
  for (let round = 1; round <= options.rounds; round++) {
    for (const builder of builders) {
      tell(`round ${round}/${options.rounds} · ${builder.name} · one page`)
      const single = await builder.build({ pages: 1, dataMs: 0 })
      for (const dataMs of latencies) {
        // What tuning changes is how many pages wait for their data at once.
        if (builder.name === 'next-tuned' && dataMs === 0) continue
        tell(`round ${round}/${options.rounds} · ${builder.name} · ${pages} pages, data after ${dataMs} ms`)
        const sample = sampleOf(pages, await builder.build({ pages, dataMs }), single)
        const name = `${builder.name} ${dataMs}`
        samples.set(name, [...(samples.get(name) ?? []), sample])
        if (builder.name === 'everfresh' && dataMs === 50) {
          tell(`round ${round}/${options.rounds} · everfresh · the same again`)
          again.push((await builder.build({ pages, dataMs }, true)).seconds)
        }
      }
    }
    await options.machine.calibrate()
  }
  const large = options.quick ? undefined : await buildLarge(builders[0]!, pages * 10)
  tell('')
  return resultOf(options, pages, samples, spreadOf(again), large)
}

async function buildLarge(builder: Builder, pages: number): Promise<Sample> {
  tell(`everfresh · ${pages} pages`)
  const single = await builder.build({ pages: 1, dataMs: 0 })
  return sampleOf(pages, await builder.build({ pages, dataMs: 0 }), single)
}

function sampleOf(pages: number, run: BuildRun, single: BuildRun): Sample {
  const generatingSeconds = run.seconds - single.seconds
  return { ...run, generatingSeconds, pagesPerSecond: (pages - 1) / generatingSeconds }
}

function resultOf(
  options: BenchOptions,
  pages: number,
  samples: ReadonlyMap<string, readonly Sample[]>,
  again: Spread,
  large: Sample | undefined,
): BenchResult {
  const of = (name: string, figure: keyof Sample) => spreadOf(samples.get(name)?.map((sample) => sample[figure]) ?? [])
  const rows = [...samples.keys()].map((name) => {
    const [builder, dataMs] = name.split(' ') as [string, string]
    return [
      builder,
      `${dataMs} ms`,
      measuredText(of(name, 'pagesPerSecond')),
      measuredText(of(name, 'seconds')),
      measuredText(of(name, 'peakMB')),
    ]
  })
  const growth = large && large.generatingSeconds / of('everfresh 0', 'generatingSeconds').median
  const verdicts: Verdict[] = [
    atLeast('pages per second, data after 0 ms, everfresh ÷ next', ratio(samples, 0, 'next'), 4),
    atLeast('pages per second, data after 50 ms, everfresh ÷ next', ratio(samples, 50, 'next'), 10),
    atLeast('pages per second, data after 50 ms, everfresh ÷ next tuned', ratio(samples, 50, 'next-tuned'), 3),
    atMost(`generating ${pages * 10} pages ÷ ${pages}`, growth, 11),
    atMost(`peak memory, ${pages} pages`, of('everfresh 0', 'peakMB'), 600, 'MB'),
    atMost(`peak memory, ${pages * 10} pages`, large?.peakMB, 600, 'MB'),
  ]
  const report = [
    `${pages} pages. Pages per second leave out what a build of a single page takes; memory is that of all processes.`,
    '',
    tableOf(['builder', 'data after', 'pages/s', 'seconds in all', 'peak MB'], rows),
    '',
    `Again, nothing changed, data after 50 ms: ${measuredText(again, 's')}.`,
    ...(large
      ? [
          `${pages * 10} pages: ${large.seconds.toFixed(1)} s, ${large.pagesPerSecond.toFixed(0)} pages/s, ${large.peakMB.toFixed(0)} MB.`,
        ]
      : []),
  ].join('\n')
  const figures = { pages, rounds: options.rounds, samples: Object.fromEntries(samples), again, large }
  return { name: 'build', report, figures, verdicts, charts: [chartOf(samples)] }
}

/** Of pages per second, each round by itself: both sides of it met the same machine. */
function ratio(samples: ReadonlyMap<string, readonly Sample[]>, dataMs: number, peer: string): Spread | undefined {
  const others = samples.get(`${peer} ${dataMs}`)
  const ours = samples.get(`everfresh ${dataMs}`)!
  return others && spreadOf(ours.map((sample, round) => sample.pagesPerSecond / others[round]!.pagesPerSecond))
}

function chartOf(samples: ReadonlyMap<string, readonly Sample[]>): Chart {
  const names = [...new Set([...samples.keys()].map((name) => name.split(' ')[0]!))]
  return {
    name: 'build',
    title: 'Pages per second of a build',
    unit: 'pages per second',
    kind: 'bars',
    across: 'time that the data of a page take',
    series: names.map((name) => ({
      name,
      points: latencies.flatMap((dataMs) => {
        const runs = samples.get(`${name} ${dataMs}`)
        return runs ? [{ x: `${dataMs} ms`, y: spreadOf(runs.map((run) => run.pagesPerSecond)).median }] : []
      }),
    })),
  }
}
