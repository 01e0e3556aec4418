/** What a regeneration costs the thread that renders, beside what React, JSON and gzip need for the same page. */
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { BenchOptions } from '../options.ts'
import { tell } from '../progress.ts'
import { prepareEverfresh, repository, requireCommand } from '../requirements.ts'
import { atLeast, type BenchResult, measuredText } from '../result.ts'
import { loadCore } from '../server-process.ts'
import { spreadOf } from '../statistics.ts'
import { tableOf } from '../table.ts'

interface Samples {
  readonly everfresh: readonly number[]
  readonly limit: readonly number[]
}

export async function benchRender({ rounds, seconds, machine }: BenchOptions): Promise<BenchResult> {
  requireCommand('taskset', 'util-linux')
  const site = await prepareEverfresh('product')
  const id = (await readFile(`${site}/.everfresh/active`, 'utf8')).trim()
  await machine.calibrate()
  tell(`rendering, ${rounds} rounds`)
  const samples = await measure([`${site}/.everfresh/deployments/${id}`, String(rounds), String(seconds)])
  await machine.calibrate()
  tell('')
  const ratio = spreadOf(samples.everfresh.map((rate, round) => rate / samples.limit[round]!))
  const rows = Object.entries(samples).map(([name, rates]) => [name, measuredText(spreadOf(rates))])
  return {
    name: 'render',
    report: `One page, one thread, one core. The limit: its data, renderToString of plain elements, a document, JSON, gzip 6.\n\n${tableOf(['', 'pages per processor second'], rows)}`,
    figures: { rounds, seconds, samples },
    verdicts: [atLeast('regenerations, everfresh ÷ limit', ratio, 0.85)],
    charts: [],
  }
}

async function measure(args: readonly string[]): Promise<Samples> {
  const script = fileURLToPath(new URL('measure.ts', import.meta.url))
  const node = [process.execPath, '--conditions=everfresh-source', '--import', 'tsx', script]
  const env = { ...process.env, NODE_ENV: 'production' as const }
  const { stdout } = await promisify(execFile)('taskset', ['-c', loadCore, ...node, ...args], { cwd: repository, env })
  return JSON.parse(stdout) as Samples
}
