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
  /** Of the whole build, from its start to its end. */
  readonly pagesPerSecond: number
  /** While pages are generated: without compiling before, and what comes after. */
  readonly generatedPerSecond: number
}

/** Builds that take longer than a minute and a half are measured in so many rounds. */
const roundsOfLongest = 2

/** How many times as many pages per second as a peer, by the time that data take. */
const targets = {
  0: [['next', 4]],
  50: [
    ['next', 10],
    ['next-tuned', 3],
  ],
} as const

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
      for (const dataMs of latencies) {
        // What tuning changes is how many pages wait for their data at once.
        if (builder.name === 'next-tuned' && dataMs === 0) continue
        if (builder.name === 'next' && dataMs > 0 && round > roundsOfLongest) continue
        tell(`round ${round}/${options.rounds} · ${builder.name} · ${pages} pages, data after ${dataMs} ms`)
        const sample = sampleOf(pages, await builder.build({ pages, dataMs }))
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
  return sampleOf(pages, await builder.build({ pages, dataMs: 0 }))
}

function sampleOf(pages: number, run: BuildRun): Sample {
  const generatedPerSecond = pages / (run.generatingSeconds ?? NaN)
  return { ...run, pagesPerSecond: pages / run.seconds, generatedPerSecond }
}

function resultOf(
  options: BenchOptions,
  pages: number,
  samples: ReadonlyMap<string, readonly Sample[]>,
  again: Spread,
  large: Sample | undefined,
): BenchResult {
  const of = (name: string, figure: keyof Sample) =>
    spreadOf(samples.get(name)?.map((sample) => sample[figure] ?? NaN) ?? [])
  const rows = [...samples.keys()].map((name) => {
    const [builder, dataMs] = name.split(' ') as [string, string]
    return [
      builder,
      `${dataMs} ms`,
      measuredText(of(name, 'pagesPerSecond')),
      measuredText(of(name, 'seconds')),
      measuredText(of(name, 'generatedPerSecond')),
      measuredText(of(name, 'peakMB')),
    ]
  })
  // Compiling takes as long for any number of pages: with it, the growth would look smaller than it is.
  const growth = large && (large.generatingSeconds ?? NaN) / of('everfresh 0', 'generatingSeconds').median
  const verdicts: Verdict[] = [
    ...([0, 50] as const).flatMap((dataMs) =>
      targets[dataMs].flatMap(([peer, limit]) => [
        atLeast(`pages per second, data after ${dataMs} ms, everfresh ÷ ${peer}`, ratio(samples, dataMs, peer), limit),
        atLeast(
          `the same while pages are generated, ${dataMs} ms, everfresh ÷ ${peer}`,
          ratio(samples, dataMs, peer, 'generatedPerSecond'),
          limit,
        ),
      ]),
    ),
    atMost(`generating ${pages * 10} pages ÷ ${pages}`, growth, 11),
    ...latencies.map((dataMs) =>
      atMost(`peak memory, ${pages} pages, data after ${dataMs} ms`, of(`everfresh ${dataMs}`, 'peakMB'), 600, 'MB'),
    ),
    atMost(`peak memory, ${pages * 10} pages`, large?.peakMB, 600, 'MB'),
  ]
  const report = [
    `${pages} pages. Pages per second are those of the whole build, from its start to its end. _Generating_ counts only from the first page to`,
    'the last, as each builder prints it, without compiling. What a build of a single page takes is subtracted from neither: Next.js traces the',
    `files of its server meanwhile, for longer than a small build generates pages. Memory is that of all processes. Builds of Next.js with data`,
    `after 50 ms that is not tuned are measured in ${roundsOfLongest} rounds at most, since each takes minutes.`,
    '',
    tableOf(['builder', 'data after', 'pages/s', 'seconds in all', 'generating, pages/s', 'peak MB'], rows),
    '',
    `Again, nothing changed, data after 50 ms: ${measuredText(again, 's')}.`,
    ...(large
      ? [
          `${pages * 10} pages: ${large.seconds.toFixed(1)} s, ${large.pagesPerSecond.toFixed(0)} pages/s (generating: ${large.generatedPerSecond.toFixed(0)}), ${large.peakMB.toFixed(0)} MB.`,
        ]
      : []),
  ].join('\n')
  const figures = { pages, rounds: options.rounds, samples: Object.fromEntries(samples), again, large }
  return { name: 'build', report, figures, verdicts, charts: [chartOf(samples)] }
}

/** Each round by itself: both sides of it met the same machine. */
function ratio(
  samples: ReadonlyMap<string, readonly Sample[]>,
  dataMs: number,
  peer: string,
  figure: 'pagesPerSecond' | 'generatedPerSecond' = 'pagesPerSecond',
): Spread | undefined {
  const ours = samples.get(`everfresh ${dataMs}`)!
  const others = samples.get(`${peer} ${dataMs}`)
  return others && spreadOf(others.map((sample, round) => ours[round]![figure] / sample[figure]))
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
