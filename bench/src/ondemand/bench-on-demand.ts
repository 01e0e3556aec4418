/** From the call of `res.revalidate` to the first answer that is new: for one page, and for many pages at once. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { ensureNext, nextProgram } from '../../../scripts/next.js'
import { measureByTurns } from '../by-turns.ts'
import type { BenchOptions } from '../options.ts'
import { tell } from '../progress.ts'
import { timeIn } from '../renewed-page.ts'
import { everfreshBin, prepareEverfresh, prepareNext, repository, requireCommand } from '../requirements.ts'
import { atMost, type BenchResult, type Chart, measuredText } from '../result.ts'
import { startServer } from '../server-process.ts'
import { spreadOf } from '../statistics.ts'
import { tableOf } from '../table.ts'
import { BareVisitor } from './bare-visitor.ts'

/** Calls under way at once, for different pages. */
const crowds = [1, 200] as const
const pages = Array.from({ length: 200 }, (_, index) => `/renewed/page-${index}`)
/** What a revalidation may cost beyond the render, ms. */
const allowedMs = 3

interface Sample {
  readonly crowd: (typeof crowds)[number]
  /** From the call to the first new answer, shortest first, ms. */
  readonly times: readonly number[]
  /** Answers after the call that were not new. */
  readonly old: number
}

export async function benchOnDemand(options: BenchOptions): Promise<BenchResult> {
  requireCommand('taskset', 'util-linux')
  const site = await prepareEverfresh('product')
  // As by default: where answers of handlers are kept, the call of the API route would be asked for under a lease of its own first.
  const environment = { BENCH_HTTP_CACHE: 'off' }
  const servers = [await startServer('everfresh', [everfreshBin, 'start', site], repository, '/', environment)]
  const contestants: { readonly name: string; readonly visitor: BareVisitor }[] = []
  try {
    if (options.peers.includes('next')) {
      const directory = await prepareNext('product')
      servers.push(await startServer('next', [nextProgram(ensureNext()), 'start'], directory, '/'))
    }
    for (const { name, url } of servers) {
      tell(`${name} · makes its pages`)
      // The same from here on, so that its connections stay.
      const visitor = new BareVisitor(url)
      contestants.push({ name, visitor })
      for (const page of pages) await visitor.ask(page)
    }
    const renders: number[] = []
    const samples = await measureByTurns(
      contestants,
      options,
      'on demand',
      async ({ name, visitor }, _seconds, round) => {
        // In the same round, so that it meets the same machine.
        if (name === 'everfresh' && round > 0) renders.push(...(await renderTimes(site)))
        return [await one(visitor), await crowd(visitor)]
      },
    )
    tell('')
    return resultOf(options, samples, spreadOf(renders).median)
  } finally {
    for (const { visitor } of contestants) visitor.close()
    await Promise.all(servers.map((server) => server.stop()))
  }
}

async function renderTimes(site: string): Promise<number[]> {
  const id = readFileSync(`${site}/.everfresh/active`, 'utf8').trim()
  const program = fileURLToPath(new URL('render-times.ts', import.meta.url))
  const args = ['-c', '0', process.execPath, '--import', 'tsx', program, `${site}/.everfresh/deployments/${id}`]
  const env = { ...process.env, NODE_ENV: 'production' as const }
  const { stdout } = await promisify(execFile)('taskset', args, { cwd: repository, env })
  return JSON.parse(stdout) as number[]
}

async function one(visitor: BareVisitor): Promise<Sample> {
  const measured = []
  for (const page of pages) measured.push(await renew(visitor, page))
  return sampleOf(1, measured)
}

async function crowd(visitor: BareVisitor): Promise<Sample> {
  return sampleOf(200, await Promise.all(pages.map((page) => renew(visitor, page))))
}

interface Renewed {
  readonly ms: number
  readonly old: number
}

/** Calls, and then asks until the answer is one that was made after the call. */
async function renew(visitor: BareVisitor, page: string): Promise<Renewed> {
  const before = timeIn(await visitor.ask(page))
  const startedAt = performance.now()
  await visitor.ask(`/api/revalidate?path=${page}`)
  let old = 0
  while (timeIn(await visitor.ask(page)) <= before) old++
  return { ms: performance.now() - startedAt, old }
}

const sampleOf = (size: Sample['crowd'], measured: readonly Renewed[]): Sample => ({
  crowd: size,
  times: measured.map(({ ms }) => ms).sort((a, b) => a - b),
  old: measured.reduce((sum, { old }) => sum + old, 0),
})

function resultOf(
  options: BenchOptions,
  samples: ReadonlyMap<string, readonly (readonly Sample[])[]>,
  renderMs: number,
): BenchResult {
  const names = [...samples.keys()]
  const of = (name: string, size: number) =>
    samples.get(name)!.map((round) => round.find((each) => each.crowd === size)!)
  const median = ({ times }: Sample) => times[Math.floor(times.length / 2)]!
  const medians = (name: string, size: number) => spreadOf(of(name, size).map(median))
  // Who comes in the middle of a crowd waits for the renders before its own, and for that one.
  const due = (size: number) => renderMs * (size === 1 ? 1 : size / 2)
  const beyond = (size: number) => spreadOf(of('everfresh', size).map((sample) => median(sample) - due(size)))
  const perPage = spreadOf(of('everfresh', 200).map(({ times }) => times.at(-1)! / times.length - renderMs))
  const rows = names.flatMap((name) =>
    crowds.map((size) => [
      name,
      String(size),
      measuredText(medians(name, size)),
      measuredText(spreadOf(of(name, size).map(({ times }) => times.at(-1)!))),
      size === 1 ? '' : measuredText(spreadOf(of(name, size).map(({ times }) => times.at(-1)! / times.length))),
      String(of(name, size).reduce((sum, { old }) => sum + old, 0)),
    ]),
  )
  const report = [
    `A render by itself takes ${renderMs.toFixed(2)} ms (median, on the server's core).`,
    '',
    tableOf(['server', 'calls at once', 'median ms', 'last ms', 'ms for each page', 'answers that were old'], rows),
    '',
    `200 at once, for each page beyond its render: ${measuredText(perPage, 'ms')}.`,
  ].join('\n')
  const ratio = (size: number) =>
    samples.has('next')
      ? spreadOf(of('everfresh', size).map((sample, round) => median(sample) / median(of('next', size)[round]!)))
      : undefined
  const verdicts = [
    atMost('one call, median beyond the render', beyond(1), allowedMs, 'ms'),
    atMost('200 calls at once, median beyond the renders until then', beyond(200), allowedMs, 'ms'),
    atMost('one call, everfresh ÷ next', ratio(1), 0.5),
  ]
  const chart: Chart = {
    name: 'ondemand',
    title: 'From res.revalidate to the first new answer',
    unit: 'ms, median',
    kind: 'bars',
    logarithmic: ['y'],
    across: 'calls at once',
    series: names.map((name) => ({
      name,
      points: crowds.map((size) => ({ x: String(size), y: medians(name, size).median })),
    })),
  }
  const figures = { rounds: options.rounds, renderMs, samples: Object.fromEntries(samples) }
  return { name: 'ondemand', report, figures, verdicts, charts: [chart] }
}
