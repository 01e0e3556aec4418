/** What a browser loads for its first page, and whether that page keeps still while it does. */
import { ensureNext, nextProgram } from '../../../scripts/next.js'
import type { BenchOptions } from '../options.ts'
import { tell } from '../progress.ts'
import { everfreshBin, prepareEverfresh, prepareNext, repository, requireCommand } from '../requirements.ts'
import { atMost, type BenchResult, type Chart, measuredText } from '../result.ts'
import { startServer } from '../server-process.ts'
import { spreadOf } from '../statistics.ts'
import { tableOf } from '../table.ts'
import { type Visit, visitPage } from './visit.ts'

const path = '/products/chair-1'

export async function benchClient(options: BenchOptions): Promise<BenchResult> {
  requireCommand('taskset', 'util-linux')
  const visits = new Map<string, Visit[]>()
  const site = await prepareEverfresh('product')
  const servers = [await startServer('everfresh', [everfreshBin, 'start', site], repository, path)]
  try {
    if (options.peers.includes('next')) {
      const directory = await prepareNext('product')
      servers.push(await startServer('next', [nextProgram(ensureNext()), 'start'], directory, path))
    }
    for (let round = 1; round <= options.rounds; round++) {
      for (const { name, url } of servers) {
        tell(`round ${round}/${options.rounds} · ${name}`)
        visits.set(name, [...(visits.get(name) ?? []), await visitPage(url + path)])
      }
    }
    tell('')
    return resultOf(visits)
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
}

type Figure = Exclude<keyof Visit, 'scripts'>

function resultOf(visits: ReadonlyMap<string, readonly Visit[]>): BenchResult {
  const names = [...visits.keys()]
  const of = (name: string, figure: Figure) => spreadOf(visits.get(name)!.map((visit) => visit[figure]))
  const scripts = (name: string) => spreadOf(visits.get(name)!.map((visit) => visit.scripts.length))
  const rows = names.map((name) => [
    name,
    measuredText(of(name, 'scriptBytes')),
    `${scripts(name).median}`,
    `${of(name, 'preloaded').median}`,
    `${of(name, 'blockingScripts').median}`,
    `${of(name, 'mutableAssets').median}`,
    measuredText(of(name, 'layoutShift')),
    measuredText(of(name, 'hydratedMs')),
  ])
  const head = [
    'site',
    'JS bytes, gzip',
    'scripts',
    'preloaded',
    'blocking',
    'not immutable',
    'layout shift',
    'hydrated ms',
  ]
  const bytes = (name: string) => of(name, 'scriptBytes').median
  const verdicts = [
    atMost(
      'first-load JS, everfresh ÷ next',
      names.includes('next') ? bytes('everfresh') / bytes('next') : undefined,
      1,
    ),
    atMost('scripts that are not preloaded', scripts('everfresh').median - of('everfresh', 'preloaded').median, 0),
    atMost('blocking scripts', of('everfresh', 'blockingScripts').max, 0),
    atMost('assets that are not immutable', of('everfresh', 'mutableAssets').max, 0),
    atMost('layout shift', of('everfresh', 'layoutShift').max, 0),
  ]
  const chart: Chart = {
    name: 'client',
    title: 'First-load JS of the product page',
    unit: 'bytes, gzip',
    kind: 'bars',
    series: [{ name: 'JS', points: names.map((name) => ({ x: name, y: bytes(name) })) }],
  }
  return { name: 'client', report: tableOf(head, rows), figures: Object.fromEntries(visits), verdicts, charts: [chart] }
}
