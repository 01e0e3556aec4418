/** Cached pages from a server that regenerates others meanwhile: how much of its core the hits keep, and how late they become. */
import { execFileSync } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { ensureNext, nextProgram } from '../../../scripts/next.js'
import { measureByTurns } from '../by-turns.ts'
import { load } from '../load.ts'
import type { BenchOptions } from '../options.ts'
import { tell } from '../progress.ts'
import { everfreshBin, prepareEverfresh, prepareNext, repository, requireCommand } from '../requirements.ts'
import { atLeast, atMost, type BenchResult, type Chart, measuredText } from '../result.ts'
import { loadCore, startServer, type ServerProcess } from '../server-process.ts'
import { spreadOf, type Spread } from '../statistics.ts'
import { tableOf } from '../table.ts'
import { makeDue, pagesFor, visitWhile } from './visits.ts'

const path = '/products/chair-1'
/** Pages regenerated per second. */
const rates = [20, 100] as const

/** One round of one server. */
interface Sample {
  readonly idle: { readonly requestsPerSecond: number; readonly p99Ms: number }
  readonly busy: readonly Busy[]
}

interface Busy {
  readonly rate: (typeof rates)[number]
  readonly requestsPerSecond: number
  readonly p99Ms: number
  readonly regeneratedPerSecond: number
  /** Part of the core that the same regenerations take when nobody asks for anything else, 0 to 1. */
  readonly share: number
}

export async function benchLoad(options: BenchOptions): Promise<BenchResult> {
  requireCommand('wrk')
  requireCommand('taskset', 'util-linux')
  const servers = await startServers(options.peers)
  // The visitors, too, stay off the servers' core.
  const pin = (cores: string) =>
    execFileSync('taskset', ['-a', '-c', '-p', cores, String(process.pid)], { stdio: 'ignore' })
  pin(loadCore)
  try {
    const pages = pagesFor(Math.max(...rates))
    for (const { name, url } of servers) {
      tell(`${name} · makes its pages`)
      await makeDue(url, pages)
    }
    const samples = await measureByTurns(servers, options, 'load', (server, seconds) => measure(server, seconds))
    tell('')
    return resultOf(options, samples)
  } finally {
    pin('0-1')
    await Promise.all(servers.map((server) => server.stop()))
  }
}

async function startServers(peers: BenchOptions['peers']): Promise<ServerProcess[]> {
  const site = await prepareEverfresh('product')
  const servers = [await startServer('everfresh', [everfreshBin, 'start', site], repository, path)]
  if (peers.includes('next')) {
    const directory = await prepareNext('product')
    servers.push(await startServer('next', [nextProgram(ensureNext()), 'start'], directory, path))
  }
  return servers
}

async function measure(server: ServerProcess, seconds: number): Promise<Sample> {
  const hits = () => load(server.url + path, {}, seconds)
  const idle = await hits()
  const busy: Busy[] = []
  for (const rate of rates) {
    await makeDue(server.url, pagesFor(rate))
    const { result: share } = await visitWhile(server.url, rate, async () => {
      const before = server.use().cpuSeconds
      await setTimeout(seconds * 1_000)
      return (server.use().cpuSeconds - before) / seconds
    })
    await makeDue(server.url, pagesFor(rate))
    const { regeneratedPerSecond, result } = await visitWhile(server.url, rate, hits)
    busy.push({
      rate,
      share,
      regeneratedPerSecond,
      requestsPerSecond: result.requestsPerSecond,
      p99Ms: result.p99Ms,
    })
  }
  return { idle, busy }
}

function resultOf(options: BenchOptions, samples: ReadonlyMap<string, readonly Sample[]>): BenchResult {
  const names = [...samples.keys()]
  const over = (name: string, figure: (sample: Sample) => number): Spread => spreadOf(samples.get(name)!.map(figure))
  const busyAt = (rate: number) => (sample: Sample) => sample.busy.find((each) => each.rate === rate)!
  const kept = (rate: number) => (sample: Sample) => {
    const { requestsPerSecond, share } = busyAt(rate)(sample)
    return requestsPerSecond / (sample.idle.requestsPerSecond * (1 - share))
  }
  const later = (rate: number) => (sample: Sample) => busyAt(rate)(sample).p99Ms / sample.idle.p99Ms
  const rows = names.flatMap((name) => [
    [
      name,
      'nothing',
      measuredText(over(name, ({ idle }) => idle.requestsPerSecond)),
      measuredText(over(name, ({ idle }) => idle.p99Ms)),
      '',
      '',
      '',
    ],
    ...rates.map((rate) => [
      name,
      `${rate} pages/s`,
      measuredText(over(name, (sample) => busyAt(rate)(sample).requestsPerSecond)),
      measuredText(over(name, (sample) => busyAt(rate)(sample).p99Ms)),
      measuredText(over(name, (sample) => busyAt(rate)(sample).regeneratedPerSecond)),
      measuredText(over(name, (sample) => 100 * busyAt(rate)(sample).share)),
      measuredText(over(name, kept(rate))),
    ]),
  ])
  const verdicts = rates.flatMap((rate) => [
    atLeast(`hits kept of what ${rate} pages/s leave of the core`, over('everfresh', kept(rate)), 0.85),
    atMost(`p99 while ${rate} pages/s regenerate ÷ idle`, over('everfresh', later(rate)), 2),
  ])
  const report = [
    'One core for the server, its render threads included. What regenerating takes of it is measured by itself;',
    'the rest is what hits could have.',
    '',
    tableOf(['server', 'regenerates', 'hits/s', 'p99 ms', 'seen anew/s', '% of the core', 'kept of the rest'], rows),
  ].join('\n')
  const chart: Chart = {
    name: 'load',
    title: 'Hits while pages regenerate',
    unit: 'p99, ms',
    kind: 'bars',
    logarithmic: ['y'],
    across: 'pages regenerated per second',
    series: names.map((name) => ({
      name,
      points: [
        { x: '0', y: over(name, ({ idle }) => idle.p99Ms).median },
        ...rates.map((rate) => ({
          x: String(rate),
          y: over(name, (sample) => busyAt(rate)(sample).p99Ms).median,
        })),
      ],
    })),
  }
  const figures = { rounds: options.rounds, seconds: options.seconds, samples: Object.fromEntries(samples) }
  return { name: 'load', report, figures, verdicts, charts: [chart] }
}
