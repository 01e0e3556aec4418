/** Three instances over one store, beside three of Next.js: how often a page is rendered, and what a revalidation costs. */
import { cp, rm } from 'node:fs/promises'
import { ensurePrograms } from '../../scripts/programs.js'
import { ensureNext, nextProgram } from '../../scripts/next.js'
import { startRedis, type RedisServer } from '../../packages/store-redis/src/lib/testing/redis-servers.ts'
import { measureOnDemand, type OnDemandFigures } from './cluster/on-demand.ts'
import { measureOnce, type OnceFigures } from './cluster/once.ts'
import { latencyMs, openSource, type Source } from './cluster/source.ts'
import { load } from './load.ts'
import type { BenchOptions } from './options.ts'
import { tell } from './progress.ts'
import { everfreshBin, prepareEverfresh, prepareNext, repository, requireCommand } from './requirements.ts'
import { atLeast, atMost, type BenchResult, type Verdict } from './result.ts'
import { startServer, type ServerProcess } from './server-process.ts'
import { spreadOf, type Spread } from './statistics.ts'
import { tableOf } from './table.ts'

const instances = 3

interface Team {
  readonly name: string
  readonly servers: readonly ServerProcess[]
}

interface TeamFigures {
  readonly once: OnceFigures
  readonly onDemand: OnDemandFigures
}

export async function benchCluster(options: BenchOptions): Promise<BenchResult> {
  requireCommand('wrk')
  requireCommand('taskset', 'util-linux')
  Object.assign(process.env, ensurePrograms())
  const source = await openSource()
  const redis = await startRedis()
  const teams: Team[] = []
  try {
    const site = await prepareEverfresh('cluster')
    for (const start of teamStarters(site, options.peers, source, redis)) teams.push(await start())
    const figures: Record<string, TeamFigures> = {}
    for (const { name, servers } of teams) {
      tell(`cluster · ${name} · once`)
      const once = await measureOnce(servers, source, options.seconds * 2)
      tell(`cluster · ${name} · on demand`)
      // Nobody loads them now, and on one core each would wait for the others' turns instead of for what they say.
      for (const server of servers) server.useCores('all')
      figures[name] = { once, onDemand: await measureOnDemand(servers, source, 200) }
      for (const server of servers) server.useCores('own')
    }
    const hits = await measureHits(teams, options)
    const { rounds, seconds } = options
    return {
      name: 'cluster',
      report: textOf(figures, hits),
      figures: { rounds, seconds, teams: figures, hits },
      verdicts: verdictsOn(figures, hits),
      charts: [],
    }
  } finally {
    await Promise.all(teams.flatMap(({ servers }) => servers.map((server) => server.stop())))
    await Promise.all([redis.stop(), source.close()])
  }
}

/** One after the other, so that two builds do not share the machine. */
function* teamStarters(
  site: string,
  peers: readonly string[],
  source: Source,
  redis: RedisServer,
): Generator<() => Promise<Team>> {
  const environment = { SOURCE: source.url }
  const everfresh = async (name: string, count: number, store: string): Promise<Team> => {
    const started: ServerProcess[] = []
    for (let index = 0; index < count; index++) {
      const env = { ...environment, EVERFRESH_STORE: store }
      started.push(await startServer(name, [everfreshBin, 'start', site], repository, '/', env))
    }
    return { name, servers: started }
  }
  // Alone it has nobody to agree with: what a revalidation costs there is its render.
  yield () => everfresh('alone', 1, 'memory')
  yield () => everfresh('lmdb', instances, 'lmdb')
  yield () => everfresh('redis', instances, redis.url)
  if (!peers.includes('next')) return
  yield async () => {
    const built = await prepareNext('cluster')
    const started: ServerProcess[] = []
    for (let index = 0; index < instances; index++) {
      // A pod has its own disk.
      const directory = `${built}-${index}`
      await rm(directory, { recursive: true, force: true })
      await cp(built, directory, { recursive: true })
      started.push(await startServer('next', [nextProgram(ensureNext()), 'start'], directory, '/', environment))
    }
    return { name: 'next', servers: started }
  }
}

/** A cached page from one instance of each store, by turns. */
async function measureHits(teams: readonly Team[], { rounds, seconds, machine }: BenchOptions): Promise<Spread> {
  const [lmdb, redis] = ['lmdb', 'redis'].map((name) => teams.find((team) => team.name === name)!.servers[0]!)
  const ratios: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const results: number[] = []
    await machine.calibrate()
    for (const server of [lmdb!, redis!]) {
      tell(`cluster · round ${round}/${rounds} · hits · ${server.name}`)
      results.push((await load(`${server.url}/quick/page`, {}, round === 0 ? 2 : seconds)).requestsPerSecond)
    }
    if (round > 0) ratios.push(results[1]! / results[0]!)
  }
  return spreadOf(ratios)
}

function textOf(figures: Record<string, TeamFigures>, hits: Spread): string {
  const names = Object.keys(figures)
  const once = names.map((name) => {
    const { coldRenders, coldBodies, renders, tooMany, seconds, answers } = figures[name]!.once
    return [
      name,
      String(coldRenders),
      String(coldBodies),
      String(renders),
      String(tooMany),
      String(seconds),
      String(answers),
    ]
  })
  const alone = figures['alone']!.onDemand.medianMs
  const onDemand = names.map((name) => {
    const { medianMs, p99Ms, old, marked, tries } = figures[name]!.onDemand
    const cost = name === 'alone' || name === 'next' ? '' : (medianMs - alone).toFixed(2)
    return [name, medianMs.toFixed(2), cost, p99Ms.toFixed(1), `${old} of ${tries}`, String(marked)]
  })
  return [
    `One page, data after ${latencyMs} ms, revalidate: 1, 64 connections`,
    tableOf(['team', 'cold renders', 'bodies', 'renders', 'too many', 'seconds', 'answers'], once),
    '',
    'res.revalidate, each team on all cores',
    tableOf(['team', 'median ms', 'over the render', 'p99 ms', 'old, each instance', 'marked'], onDemand),
    '',
    `hits, redis ÷ lmdb: ${hits.median.toFixed(3)} (${hits.min.toFixed(3)}–${hits.max.toFixed(3)})`,
  ].join('\n')
}

/** Of a revalidation over its render, ms. */
const targets: Readonly<Record<string, number>> = { lmdb: 5, redis: 10 }

function verdictsOn(figures: Record<string, TeamFigures>, hits: Spread): Verdict[] {
  const alone = figures['alone']!.onDemand.medianMs
  const each = Object.entries(targets).flatMap(([name, target]) => {
    const { once, onDemand } = figures[name]!
    return [
      atMost(`${name}, cold renders`, once.coldRenders, 1),
      atMost(`${name}, renders too many`, once.tooMany, 0),
      atMost(`${name}, res.revalidate over the render`, onDemand.medianMs - alone, target, 'ms'),
      atMost(`${name}, res.revalidate p99`, onDemand.p99Ms, 50, 'ms'),
      atMost(`${name}, old answers after res.revalidate`, onDemand.old, 0),
    ]
  })
  return [...each, atLeast('hits, redis ÷ lmdb', hits, 0.95)]
}
