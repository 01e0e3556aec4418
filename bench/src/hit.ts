/** A cached page: the same product page from Everfresh and from its peers, by turns; whole, compressed, and not modified. */
import { cp, rm, writeFile } from 'node:fs/promises'
import { measureByTurns } from './by-turns.ts'
import { loadServer, type ServerLoadResult } from './load.ts'
import type { BenchOptions, PeerName } from './options.ts'
import { answerOf, recordPage, requestHeaders, type Variant, variants } from './peers/recorded-page.ts'
import { startPeer } from './peers/start-peer.ts'
import { tell } from './progress.ts'
import { everfreshBin, prepareEverfresh, repository, requireCommand } from './requirements.ts'
import { atLeast, atMost, type BenchResult, type Chart, measuredText, type Verdict } from './result.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { ratioOf, type Spread, spreadOf } from './statistics.ts'
import { tableOf } from './table.ts'

type Figure = 'requestsPerSecond' | 'requestsPerCpuSecond' | 'p50Ms' | 'p99Ms'

interface Run extends ServerLoadResult {
  readonly residentBytes: number
}

/** By variant and server, a run for each round. */
type Runs = Readonly<Record<Variant, ReadonlyMap<string, readonly Run[]>>>

const path = '/products/chair-1'

/** Everfresh without its strict path: what it costs to go through node:http. */
const throughNode = 'everfresh, node:http'

const labels: Readonly<Record<Variant, string>> = { identity: 'identity', gzip: 'gzip', notModified: '304' }

export async function benchHit(options: BenchOptions): Promise<BenchResult> {
  requireCommand('wrk')
  requireCommand('taskset', 'util-linux')
  const servers: ServerProcess[] = []
  try {
    for await (const server of contestants(options.peers)) servers.push(server)
    const runs = {} as Record<Variant, ReadonlyMap<string, readonly Run[]>>
    for (const variant of variants) runs[variant] = await measure(servers, variant, options)
    return resultOf(
      runs,
      servers.map(({ name }) => name),
      options,
    )
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

/** One after the other, so that what one builds does not keep another from starting. */
async function* contestants(peers: readonly PeerName[]): AsyncGenerator<ServerProcess> {
  tell('hit · everfresh is built')
  const site = await prepareEverfresh('product')
  const everfresh = await startServer('everfresh', [everfreshBin, 'start', site], repository, path)
  yield everfresh
  const plain = await withoutStrictPath(site)
  yield await startServer(throughNode, [everfreshBin, 'start', plain], repository, path)
  const page = await recordPage(everfresh.url, path)
  for (const peer of peers) {
    tell(`hit · ${peer} is prepared`)
    yield await startPeer(peer, page)
  }
}

/** A copy of the built site that leaves every request to node:http. */
async function withoutStrictPath(site: string): Promise<string> {
  const copy = `${site}-node-http`
  await rm(copy, { recursive: true, force: true })
  await cp(site, copy, { recursive: true })
  await writeFile(`${copy}/everfresh.config.js`, 'export default { httpCache: true, strictPath: false }\n')
  return copy
}

async function measure(servers: readonly ServerProcess[], variant: Variant, options: BenchOptions) {
  const headers = new Map<string, Readonly<Record<string, string>>>()
  for (const { name, url } of servers) {
    const { headers: known } = await answerOf(url + path, {})
    headers.set(name, requestHeaders(variant, known['etag'] ?? ''))
  }
  return measureByTurns(servers, options, `hit · ${labels[variant]}`, async (server, seconds): Promise<Run> => {
    const result = await loadServer(server, path, { headers: headers.get(server.name)!, seconds })
    return { ...result, residentBytes: server.residentBytes() }
  })
}

function resultOf(runs: Runs, names: readonly string[], { rounds, seconds }: BenchOptions): BenchResult {
  const values = (variant: Variant, name: string, figure: Figure) => runs[variant].get(name)?.map((run) => run[figure])
  const ratio: Ratio = (variant, peer, figure, ours = 'everfresh') => {
    const theirs = values(variant, peer, figure)
    return theirs && ratioOf(values(variant, ours, figure)!, theirs)
  }
  return {
    name: 'hit',
    report: reportOf(runs, names, ratio),
    figures: {
      rounds,
      seconds,
      runs: Object.fromEntries(variants.map((each) => [each, Object.fromEntries(runs[each])])),
    },
    verdicts: variants.flatMap((variant) => verdictsOn(variant, ratio)),
    charts: chartsOf(runs, names),
  }
}

type Ratio = (variant: Variant, peer: string, figure: Figure, ours?: string) => Spread | undefined

/** How much faster than Next.js, through node:http and on the strict path. */
const timesNext: Readonly<Record<Variant, readonly [number, number]>> = {
  identity: [17, 34],
  gzip: [35, 70],
  notModified: [23, 40],
}

function verdictsOn(variant: Variant, ratio: Ratio): Verdict[] {
  const label = labels[variant]
  const [times, timesStrict] = timesNext[variant]
  const node = (peer: string, figure: Figure) => ratio(variant, peer, figure, throughNode)
  return [
    atLeast(`${label}: per processor second, ÷ nginx`, ratio(variant, 'nginx', 'requestsPerCpuSecond'), 1),
    atLeast(`${label}: req/s, ÷ next`, ratio(variant, 'next', 'requestsPerSecond'), timesStrict),
    atLeast(`${label} through node:http: req/s, ÷ node-http`, node('node-http', 'requestsPerSecond'), 0.95),
    atMost(`${label} through node:http: p99, ÷ node-http`, node('node-http', 'p99Ms'), 2),
    atLeast(`${label} through node:http: req/s, ÷ next`, node('next', 'requestsPerSecond'), times),
  ]
}

function reportOf(runs: Runs, names: readonly string[], ratio: Ratio): string {
  const rows = variants.flatMap((variant) =>
    names.map((name) => {
      const each = runs[variant].get(name)!
      const spread = (figure: Figure) => measuredText(spreadOf(each.map((run) => run[figure])))
      const comparison = (figure: Figure) => {
        const spread = name === 'everfresh' ? undefined : ratio(variant, name, figure)
        return spread === undefined ? '' : spread.median.toFixed(2)
      }
      return [
        labels[variant],
        name,
        spread('requestsPerSecond'),
        comparison('requestsPerSecond'),
        spread('requestsPerCpuSecond'),
        comparison('requestsPerCpuSecond'),
        spread('p50Ms'),
        spread('p99Ms'),
        (each.at(-1)!.residentBytes / 1e6).toFixed(0),
        String(each.reduce((sum, run) => sum + run.errors, 0)),
      ]
    }),
  )
  const perCpu = 'per processor second'
  const head = ['answer', 'server', 'req/s', 'ours ÷ it', perCpu, 'ours ÷ it', 'p50 ms', 'p99 ms', 'RSS MB', 'errors']
  const text = 'One product page, 64 connections, the server on one core and the load on another.'
  return `${text}\n\n${tableOf(head, rows)}`
}

function chartsOf(runs: Runs, names: readonly string[]): Chart[] {
  const chart = (name: string, title: string, unit: string, figure: Figure): Chart => ({
    ...{ name, title, unit, kind: 'bars' },
    series: variants.map((variant) => ({
      name: labels[variant],
      points: names.map((server) => ({
        x: server,
        y: spreadOf(runs[variant].get(server)!.map((run) => run[figure])).median,
      })),
    })),
  })
  return [
    chart('hit-per-cpu', 'A cached page', 'answers per processor second', 'requestsPerCpuSecond'),
    chart('hit-p99', 'A cached page, 64 connections', 'p99, ms', 'p99Ms'),
  ]
}
