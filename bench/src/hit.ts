/** A cached page: the same product page from Everfresh, Next.js and bare node:http, by turns. */
import { writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { ensureNext, nextProgram } from '../../scripts/next.js'
import { load, type LoadResult } from './load.ts'
import type { BenchOptions } from './options.ts'
import { tell } from './progress.ts'
import {
  benchDirectory,
  everfreshBin,
  prepareEverfresh,
  prepareNext,
  repository,
  requireCommand,
} from './requirements.ts'
import { atLeast, type BenchResult, type Verdict } from './result.ts'
import { startServer, type ServerProcess } from './server-process.ts'
import { spreadOf, type Spread } from './statistics.ts'
import { tableOf } from './table.ts'

type Variant = 'identity' | 'gzip' | 'notModified'

interface Figures {
  readonly requestsPerSecond: Spread
  readonly p50Ms: number
  readonly p99Ms: number
  readonly errors: number
  readonly residentMB: number
}

const path = '/products/chair-1'
const variants: readonly Variant[] = ['identity', 'gzip', 'notModified']

export async function benchHit({ rounds, seconds, peers, machine }: BenchOptions): Promise<BenchResult> {
  requireCommand('wrk')
  requireCommand('taskset', 'util-linux')
  const servers = await startServers(peers)
  try {
    const etags = new Map<string, string>()
    for (const { name, url } of servers) etags.set(name, (await request(`${url}${path}`, {})).headers['etag'] ?? '')
    const samples = new Map<string, LoadResult[]>()
    const resident = new Map<string, number>()
    // One round to warm up; it does not count.
    for (let round = 0; round <= rounds; round++) {
      await machine.calibrate()
      for (const variant of variants) {
        for (const server of servers) {
          tell(`hit · round ${round}/${rounds} · ${variant} · ${server.name}`)
          const result = await load(
            `${server.url}${path}`,
            headersOf(variant, etags.get(server.name)!),
            round === 0 ? 2 : seconds,
          )
          if (round > 0)
            samples.set(`${server.name} ${variant}`, [...(samples.get(`${server.name} ${variant}`) ?? []), result])
          resident.set(server.name, server.residentBytes())
        }
      }
    }
    return report(servers, samples, resident, { rounds, seconds })
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

async function startServers(peers: readonly string[]): Promise<ServerProcess[]> {
  const site = await prepareEverfresh('product')
  const everfresh = await startServer('everfresh', [everfreshBin, 'start', site], repository, path)
  const servers = [everfresh]
  if (peers.includes('next')) {
    const directory = await prepareNext('product')
    servers.push(await startServer('next', [nextProgram(ensureNext()), 'start'], directory, path))
  }
  if (peers.includes('node-http')) {
    const file = `${benchDirectory}peers/constant.json`
    await writeFile(file, JSON.stringify(await recordVariants(everfresh.url)))
    servers.push(
      await startServer('node-http', [`${benchDirectory}src/constant-server.js`, file], benchDirectory, path),
    )
  }
  return servers
}

/** Everfresh's own answers, for the constant server to repeat: same bytes, same headers. */
async function recordVariants(url: string) {
  const identity = await request(`${url}${path}`, {})
  const gzip = await request(`${url}${path}`, { 'accept-encoding': 'gzip' })
  const notModified = await request(`${url}${path}`, { 'if-none-match': identity.headers['etag'] ?? '' })
  return { identity, gzip, notModified }
}

interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string
}

const request = (url: string, headers: Record<string, string>) =>
  new Promise<Answer>((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        // What node:http adds by itself would otherwise be there twice.
        const {
          date: _date,
          connection: _connection,
          'keep-alive': _keepAlive,
          ...kept
        } = response.headers as Record<string, string>
        resolve({ status: response.statusCode!, headers: kept, body: Buffer.concat(chunks).toString('base64') })
      })
    }).on('error', reject)
  })

function headersOf(variant: Variant, etag: string): Record<string, string> {
  if (variant === 'gzip') return { 'Accept-Encoding': 'gzip' }
  return variant === 'notModified' ? { 'If-None-Match': etag } : {}
}

function report(
  servers: readonly ServerProcess[],
  samples: ReadonlyMap<string, readonly LoadResult[]>,
  resident: ReadonlyMap<string, number>,
  options: { readonly rounds: number; readonly seconds: number },
): BenchResult {
  const figures: Record<string, Record<string, Figures>> = {}
  for (const variant of variants) {
    figures[variant] = {}
    for (const { name } of servers) {
      const runs = samples.get(`${name} ${variant}`)!
      figures[variant][name] = {
        requestsPerSecond: spreadOf(runs.map((run) => run.requestsPerSecond)),
        p50Ms: spreadOf(runs.map((run) => run.p50Ms)).median,
        p99Ms: spreadOf(runs.map((run) => run.p99Ms)).median,
        errors: runs.reduce((sum, run) => sum + run.errors, 0),
        residentMB: Math.round(resident.get(name)! / 1e6),
      }
    }
  }
  const ratios = ratiosOf(figures, servers, samples)
  return {
    name: 'hit',
    report: textOf(figures, ratios),
    figures: { ...options, figures, ratios },
    verdicts: verdictsOn(ratios),
    charts: [],
  }
}

/** Everfresh ÷ peer, round by round, so that a change of the machine's speed between rounds cancels out; then the median. */
function ratiosOf(
  figures: Record<string, unknown>,
  servers: readonly ServerProcess[],
  samples: ReadonlyMap<string, readonly LoadResult[]>,
) {
  const ratios: Record<string, Record<string, Spread>> = {}
  for (const variant of Object.keys(figures)) {
    ratios[variant] = {}
    const own = samples.get(`everfresh ${variant}`)!
    for (const { name } of servers) {
      if (name === 'everfresh') continue
      const theirs = samples.get(`${name} ${variant}`)!
      ratios[variant][name] = spreadOf(
        own.map((run, round) => run.requestsPerSecond / theirs[round]!.requestsPerSecond),
      )
    }
  }
  return ratios
}

function verdictsOn(ratios: Record<string, Record<string, Spread>>): Verdict[] {
  const againstNext = { identity: 17, gzip: 35, notModified: 23 } as const
  return variants.flatMap((variant) => [
    atLeast(`${variant}, everfresh ÷ node-http`, ratios[variant]!['node-http'], 0.95),
    atLeast(`${variant}, everfresh ÷ next`, ratios[variant]!['next'], againstNext[variant]),
  ])
}

function textOf(
  figures: Record<string, Record<string, Figures>>,
  ratios: Record<string, Record<string, Spread>>,
): string {
  const rows = Object.entries(figures).flatMap(([variant, byServer]) =>
    Object.entries(byServer).map(([name, figure]) => [
      variant,
      name,
      `${Math.round(figure.requestsPerSecond.median)} (${Math.round(figure.requestsPerSecond.min)}–${Math.round(figure.requestsPerSecond.max)})`,
      figure.p50Ms.toFixed(2),
      figure.p99Ms.toFixed(2),
      String(figure.residentMB),
      String(figure.errors),
    ]),
  )
  const ratioRows = Object.entries(ratios).flatMap(([variant, byServer]) =>
    Object.entries(byServer).map(([name, { median, min, max }]) => [
      variant,
      `everfresh ÷ ${name}`,
      `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`,
    ]),
  )
  return `${tableOf(['answer', 'server', 'req/s (min–max)', 'p50 ms', 'p99 ms', 'RSS MB', 'errors'], rows)}\n\n${tableOf(['answer', 'ratio', 'median (min–max)'], ratioRows)}`
}
