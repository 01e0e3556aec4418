/** From the start of a process to its first page, with a catalogue that was built before, and what it holds when nobody asks. */
import { writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { ensureNext, nextProgram } from '../../../scripts/next.js'
import { everfreshBuilder, nextBuilder } from '../build/builders.ts'
import type { BenchOptions } from '../options.ts'
import { tell } from '../progress.ts'
import { atMost, type BenchResult, type Chart, measuredText } from '../result.ts'
import { benchDirectory, everfreshBin, requireCommand } from '../requirements.ts'
import { type ServerProcess, startServer } from '../server-process.ts'
import { spreadOf, type Spread } from '../statistics.ts'
import { tableOf } from '../table.ts'

/** How a server is started that has its pages already. */
interface Starter {
  readonly name: string
  readonly args: readonly string[]
  readonly directory: string
}

interface Start {
  readonly firstAnswerMs: number
  readonly idleMB: number
}

const path = '/products/chair-1'
/** A start takes less than a second: several make a round. */
const startsPerRound = 5
/** Until what was to be done after the start is done, ms. */
const settledMs = 1_500

export async function benchStart(options: BenchOptions): Promise<BenchResult> {
  requireCommand('taskset', 'util-linux')
  const pages = options.quick ? 1_000 : 10_000
  const starters = await prepare(pages, options.peers)
  tell('everfresh · first start')
  // The first one after a build also brings the pages into the store: all of them, so that no later one has a part of it.
  const first = await start(starters[0]!, untilIdle)
  const starts = new Map(starters.map(({ name }) => [name, [] as Start[]]))
  for (let round = 0; round <= options.rounds; round++) {
    for (let turn = 0; turn < (round === 0 ? 1 : startsPerRound); turn++) {
      for (const starter of starters) {
        tell(`round ${round}/${options.rounds} · ${starter.name}`)
        const measured = await start(starter)
        if (round > 0) starts.get(starter.name)!.push(measured)
      }
    }
    await options.machine.calibrate()
  }
  tell('')
  return resultOf(pages, starts, first)
}

async function prepare(pages: number, peers: BenchOptions['peers']): Promise<Starter[]> {
  const catalogue = { pages, dataMs: 0 }
  const everfresh = await everfreshBuilder('start')
  tell(`everfresh · builds ${pages} pages`)
  await everfresh.build(catalogue)
  const starters: Starter[] = [{ name: 'everfresh', args: [everfreshBin, 'start'], directory: everfresh.directory }]
  if (peers.includes('next')) {
    const next = await nextBuilder('next', 'start')
    tell(`next · builds ${pages} pages`)
    await next.build(catalogue)
    starters.push({ name: 'next', args: [nextProgram(ensureNext()), 'start'], directory: next.directory })
  }
  if (peers.includes('node-http')) {
    const file = `${benchDirectory}peers/start.json`
    const answer = { status: 200, headers: { 'content-type': 'text/html' }, body: '' }
    await writeFile(file, JSON.stringify({ identity: answer, gzip: answer, notModified: answer }))
    const args = [`${benchDirectory}src/constant-server.js`, file]
    starters.push({ name: 'node-http', args, directory: benchDirectory })
  }
  return starters
}

async function start(
  { name, args, directory }: Starter,
  settled: (server: ServerProcess) => Promise<unknown> = () => setTimeout(settledMs),
): Promise<Start> {
  const server = await startServer(name, args, directory, path)
  try {
    await settled(server)
    return { firstAnswerMs: server.firstAnswerMs, idleMB: server.residentBytes() / 1e6 }
  } finally {
    await server.stop()
  }
}

/** A disk may keep it waiting for some of them. */
const idleSeconds = 4
const longestSeconds = 120
/** Seconds of the processors in a second, of who has nothing to do but to look whether there is something. */
const idleUse = 0.05

/** Waits until it has been idle for `idleSeconds`. */
async function untilIdle(server: ServerProcess): Promise<void> {
  let used = server.use().cpuSeconds
  for (let second = 0, idle = 0; second < longestSeconds && idle < idleSeconds; second++) {
    await setTimeout(1000)
    const now = server.use().cpuSeconds
    idle = now - used < idleUse ? idle + 1 : 0
    used = now
  }
}

function resultOf(pages: number, starts: ReadonlyMap<string, readonly Start[]>, first: Start): BenchResult {
  const of = (name: string, figure: keyof Start) => spreadOf(starts.get(name)!.map((each) => each[figure]))
  const ratio = (peer: string, figure: keyof Start): Spread | undefined => {
    const others = starts.get(peer)
    return others && spreadOf(starts.get('everfresh')!.map((each, turn) => each[figure] / others[turn]![figure]))
  }
  const names = [...starts.keys()]
  const rows = names.map((name) => [name, measuredText(of(name, 'firstAnswerMs')), measuredText(of(name, 'idleMB'))])
  const verdicts = [
    atMost('first answer, everfresh ÷ next', ratio('next', 'firstAnswerMs'), 0.5),
    atMost('first answer, everfresh ÷ node-http', ratio('node-http', 'firstAnswerMs'), 2.5),
    atMost('idle memory, everfresh ÷ next', ratio('next', 'idleMB'), 1),
  ]
  const report = [
    `From the start of the process to the first 200, ${pages} pages in the store.`,
    '',
    tableOf(['server', 'first answer ms', 'idle MB'], rows),
    '',
    `The first start after a build, which brings the pages into the store: ${measuredText(first.firstAnswerMs, 'ms')}.`,
  ].join('\n')
  const chart: Chart = {
    name: 'start',
    title: 'From the start of the process to the first page',
    unit: 'ms',
    kind: 'bars',
    series: [{ name: 'first answer', points: names.map((name) => ({ x: name, y: of(name, 'firstAnswerMs').median })) }],
  }
  return {
    name: 'start',
    report,
    figures: { pages, starts: Object.fromEntries(starts), first },
    verdicts,
    charts: [chart],
  }
}
