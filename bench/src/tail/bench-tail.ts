/** Many pages visited at random, few of which fit into the memory for pages: beside Next.js, beside a Map that holds all, and a million. */
import { fileURLToPath } from 'node:url'
import { ensureNext, nextProgram } from '../../../scripts/next.js'
import { measureByTurns } from '../by-turns.ts'
import { loadServer, type ServerLoadResult } from '../load.ts'
import type { BenchOptions } from '../options.ts'
import { tell } from '../progress.ts'
import { benchDirectory, everfreshBin, repository, requireCommand } from '../requirements.ts'
import { atLeast, atMost, type BenchResult, type Chart, measuredText, type Verdict } from '../result.ts'
import { type ServerProcess, startServer } from '../server-process.ts'
import { ratioOf, spreadOf } from '../statistics.ts'
import { tableOf } from '../table.ts'
import { builtEverfresh, builtNext, startSeeded } from './sites.ts'

interface Run extends ServerLoadResult {
  readonly residentMB: number
  /** Without what is mapped from files. */
  readonly ownMB: number
}

type Runs = ReadonlyMap<string, readonly Run[]>

interface Measured {
  readonly catalogue: Runs
  readonly growth: Runs
}

const first = '/products/chair-1'
const script = fileURLToPath(new URL('./random-pages.lua', import.meta.url))

/**
 * Of a page's HTML where 10,000 pages are compared with a million. A million of the product page would be some 70 GB: more than
 * the memory of the machine, so that its disk would be measured.
 */
const smallPageBytes = 4_096

export async function benchTail(options: BenchOptions): Promise<BenchResult> {
  requireCommand('wrk')
  requireCommand('taskset', 'util-linux')
  const [few, many] = options.quick ? [1_000, 10_000] : [10_000, 1_000_000]
  const catalogue = await withServers(catalogueServers(few, options), (servers) => measure(servers, few, options))
  const growth = await withServers(
    [few, many].map((pages) => () => startSeeded(pages, smallPageBytes)),
    (servers) => measure(servers, (server) => Number(server.name.split('-').at(-1)), options),
  )
  return resultOf(few, many, { catalogue, growth }, options)
}

type Starter = () => Promise<ServerProcess>

function catalogueServers(pages: number, { peers }: BenchOptions): Starter[] {
  let everfresh: ServerProcess
  const starters: Starter[] = [
    async () => {
      const site = await builtEverfresh(pages)
      return (everfresh = await startServer('everfresh', [everfreshBin, 'start', site], repository, first))
    },
  ]
  if (peers.includes('next')) {
    starters.push(async () => {
      const site = await builtNext(pages)
      return startServer('next', [nextProgram(ensureNext()), 'start'], site, first)
    })
  }
  if (peers.includes('node-http')) {
    const program = fileURLToPath(new URL('./map-server.js', import.meta.url))
    starters.push(() => {
      tell(`tail · a Map is filled with ${pages} pages`)
      return startServer('map', [program, everfresh.url, `${pages}`], benchDirectory, first)
    })
  }
  return starters
}

async function withServers<Result>(
  starters: readonly Starter[],
  use: (servers: readonly ServerProcess[]) => Promise<Result>,
): Promise<Result> {
  const servers: ServerProcess[] = []
  try {
    for (const start of starters) servers.push(await start())
    return await use(servers)
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

function measure(
  servers: readonly ServerProcess[],
  pages: number | ((server: ServerProcess) => number),
  options: BenchOptions,
): Promise<Runs> {
  return measureByTurns(servers, options, 'tail', async (server, seconds, round): Promise<Run> => {
    const count = typeof pages === 'number' ? pages : pages(server)
    // Everybody sees the same visitors in a round, and others in the next one.
    const result = await loadServer(server, '/', { seconds, script: [script, `${count}`, `${round + 1}`] })
    const { residentBytes, ownBytes } = server.use()
    return { ...result, residentMB: residentBytes / 1e6, ownMB: ownBytes / 1e6 }
  })
}

type Figure = 'requestsPerSecond' | 'requestsPerCpuSecond' | 'p50Ms' | 'p99Ms' | 'residentMB' | 'ownMB'

const valuesOf = (runs: Runs, name: string, figure: Figure) => runs.get(name)?.map((run) => run[figure])

function resultOf(
  few: number,
  many: number,
  measured: Measured,
  { rounds, seconds, quick }: BenchOptions,
): BenchResult {
  const { catalogue, growth } = measured
  const report = [
    `Pages visited at random, 64 connections, 50 MB of memory for pages. The product page, ${few} of it:`,
    '',
    tableFor(catalogue),
    '',
    `Pages of ${smallPageBytes} bytes, since so many of the product page would not fit into the memory of the machine:`,
    '',
    tableFor(growth),
  ].join('\n')
  return {
    name: 'tail',
    report,
    figures: {
      ...{ rounds, seconds, quick, smallPageBytes },
      catalogue: Object.fromEntries(catalogue),
      growth: Object.fromEntries(growth),
    },
    verdicts: verdictsOn(few, many, measured),
    charts: chartsOf(measured),
  }
}

function verdictsOn(few: number, many: number, { catalogue, growth }: Measured): Verdict[] {
  const ratio = (runs: Runs, ours: string, peer: string, figure: Figure) => {
    const theirs = valuesOf(runs, peer, figure)
    return theirs && ratioOf(valuesOf(runs, ours, figure)!, theirs)
  }
  const [small, large] = [`everfresh-${few}`, `everfresh-${many}`]
  const own = valuesOf(growth, large, 'ownMB')!
  return [
    atLeast(`${few} pages: req/s, everfresh ÷ next`, ratio(catalogue, 'everfresh', 'next', 'requestsPerSecond'), 30),
    atLeast(`${few} pages: req/s, everfresh ÷ Map`, ratio(catalogue, 'everfresh', 'map', 'requestsPerSecond'), 0.75),
    atMost(`${few} pages: own memory`, spreadOf(valuesOf(catalogue, 'everfresh', 'ownMB')!), 250, 'MB'),
    atMost(
      `${few} pages: RSS with the file that is mapped`,
      spreadOf(valuesOf(catalogue, 'everfresh', 'residentMB')!),
      250,
      'MB',
    ),
    atMost(`${many} pages: own memory`, spreadOf(own), 250, 'MB'),
    atMost(`${many} pages: own memory, last round ÷ first`, own.at(-1)! / own[0]!, 1.1),
    atMost(`req/s, ${few} ÷ ${many} pages`, ratio(growth, small, large, 'requestsPerSecond'), 1.3),
  ]
}

function tableFor(runs: Runs): string {
  const rows = [...runs].map(([name, each]) => {
    const spread = (figure: Figure) => measuredText(spreadOf(each.map((run) => run[figure])))
    const errors = each.reduce((sum, run) => sum + run.errors, 0)
    const figures: Figure[] = ['requestsPerSecond', 'requestsPerCpuSecond', 'p50Ms', 'p99Ms', 'ownMB', 'residentMB']
    return [name, ...figures.map(spread), String(errors)]
  })
  const head = [
    'server',
    'req/s',
    'per processor second',
    'p50 ms',
    'p99 ms',
    'own MB',
    'with mapped files MB',
    'errors',
  ]
  return tableOf(head, rows)
}

function chartsOf({ catalogue, growth }: Measured): Chart[] {
  const all = new Map([...catalogue, ...growth])
  const bars = (figure: Figure) =>
    [...all.keys()].map((name) => ({ x: name, y: spreadOf(valuesOf(all, name, figure)!).median }))
  return [
    {
      ...{ name: 'tail', title: 'Pages visited at random', unit: 'requests per second', kind: 'bars' },
      series: [{ name: 'requests per second', points: bars('requestsPerSecond') }],
    },
    {
      ...{ name: 'tail-memory', title: 'Memory while pages are visited at random', unit: 'MB', kind: 'bars' },
      series: [
        { name: 'own', points: bars('ownMB') },
        { name: 'with mapped files', points: bars('residentMB') },
      ],
    },
  ]
}
