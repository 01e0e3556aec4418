/** A store with ever more pages: whether what a visitor or an editor waits for grows with their number. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BenchOptions } from './options.ts'
import { tell } from './progress.ts'
import { atMost, type BenchResult } from './result.ts'
import type { Answer, Command, InstanceFigures, Peeked } from './scale/commands.ts'
import { pagesWithSharedTag, sharedTag } from './scale/pages.ts'
import { spreadOf } from './statistics.ts'
import { tableOf } from './table.ts'

interface Figures {
  readonly store: string
  readonly pages: number
  readonly tags: number
  /** µs. */
  readonly loadUs: number
  readonly hitUs: number
  /** On demand, over a render that takes no time, ms. */
  readonly revalidateMs: number
  /** Until no instance serves what the tag was on, ms. */
  readonly invalidateMs: number
  readonly instance: InstanceFigures
  readonly seedSeconds: number
}

/** So many pages are asked for: all that fit into the memory of an instance. */
const asked = 5_000

export async function benchScale({ stores, sizes }: BenchOptions): Promise<BenchResult> {
  const figures: Figures[] = []
  for (const store of stores) figures.push(...(await measureStore(store, sizes)))
  return { name: 'scale', report: reportOf(figures), figures, verdicts: verdictsOn(figures), charts: [] }
}

async function measureStore(store: string, sizes: readonly number[]): Promise<Figures[]> {
  const folder = mkdtempSync(join(tmpdir(), 'everfresh-scale-'))
  try {
    const figures: Figures[] = []
    let pages = 0
    for (const size of [...sizes].sort((a, b) => a - b)) {
      const tags = Math.min(size, 100_000)
      tell(`${store} · making ${size} pages`)
      const start = performance.now()
      const builder = await startInstance(store, folder)
      await builder.ask({ do: 'invalidate-tags', from: 0, to: tags })
      const seeded = await builder.ask({ do: 'seed', from: pages, to: size, tags })
      await builder.ask({ do: 'close' })
      if (seeded !== size - pages) throw new Error(`${store} took ${String(seeded)} of ${size - pages} pages.`)
      pages = size
      const seedSeconds = (performance.now() - start) / 1_000
      tell(`${store} · ${size} pages`)
      figures.push({ store, pages: size, tags, seedSeconds, ...(await measure(store, folder, size)) })
    }
    return figures
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** With two instances: what one is told, the other has to obey. */
async function measure(store: string, folder: string, size: number) {
  const [one, other] = [await startInstance(store, folder), await startInstance(store, folder)]
  const indexes = spreadOver(size)
  const shared = indexes.map((index) => index % Math.min(size, pagesWithSharedTag))
  const loadUs = spreadOf(await one.times({ do: 'load', indexes })).median
  const { us: hitUs } = (await one.ask({ do: 'peek', indexes })) as Peeked
  const instance = (await one.ask({ do: 'figures' })) as InstanceFigures
  const revalidations = await one.times({ do: 'revalidate', indexes: indexes.slice(0, 200) })
  const invalidations: number[] = []
  for (let round = 0; round < 5; round++) {
    await other.ask({ do: 'load', indexes: shared.slice(round * 500, round * 500 + 500) })
    invalidations.push(...(await one.times({ do: 'invalidate', tag: sharedTag })))
    const { hits } = (await other.ask({ do: 'peek', indexes: shared })) as Peeked
    if (hits > 0) throw new Error(`${store} still serves ${hits} pages of a tag that was invalidated.`)
  }
  for (const each of [one, other]) await each.ask({ do: 'close' })
  const [revalidateMs, invalidateMs] = [spreadOf(revalidations).median / 1_000, spreadOf(invalidations).median / 1_000]
  return { loadUs, hitUs, revalidateMs, invalidateMs, instance }
}

/** Indexes from all over the store, in no order of it, each once. */
function spreadOver(size: number): number[] {
  const count = Math.min(size, asked)
  const step = Math.floor(size / count)
  const inOrder = Array.from({ length: count }, (_, i) => i * step)
  // 7,919 has no divisor with the counts in common, so that this meets each index once.
  return inOrder.map((_, i) => inOrder[(i * 7_919) % count]!)
}

const instanceProgram = fileURLToPath(new URL('./scale/instance.ts', import.meta.url))

/** An instance that fails must not leave others behind. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

async function startInstance(store: string, folder: string) {
  const child = fork(instanceProgram, [store, folder], {
    execArgv: ['--conditions=everfresh-source', '--expose-gc', '--import', 'tsx'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  const ended = once(child, 'exit').then(() => ({ error: 'it ended' }))
  const answer = async (): Promise<Answer> => {
    const said = await new Promise<{ answer?: Answer; error?: string }>((resolve) => {
      child.once('message', resolve)
      void ended.then(resolve)
    })
    if (said.error !== undefined) throw new Error(`An instance over ${store} failed: ${said.error}`)
    return said.answer
  }
  const ask = (command: Command): Promise<Answer> => {
    const answered = answer()
    child.send(command)
    return answered
  }
  await answer()
  const times = async (command: Command): Promise<readonly number[]> => (await ask(command)) as readonly number[]
  return { ask, times }
}

function reportOf(figures: readonly Figures[]): string {
  const head = [
    'store',
    'pages',
    'tags',
    'from memory',
    'from the store',
    'revalidate',
    'invalidate a tag',
    'memory',
    'file',
    'open',
    'statistics',
    'list',
    'made in',
  ]
  const rows = figures.map(
    ({ store, pages, tags, hitUs, loadUs, revalidateMs, invalidateMs, instance, seedSeconds }) => [
      store,
      String(pages),
      String(tags),
      `${hitUs.toFixed(2)} µs`,
      `${loadUs.toFixed(0)} µs`,
      `${revalidateMs.toFixed(2)} ms`,
      `${invalidateMs.toFixed(2)} ms`,
      `${(instance.ownBytes / 2 ** 20).toFixed(0)} MiB`,
      instance.fileBytes === 0 ? '' : `${(instance.fileBytes / 2 ** 20).toFixed(0)} MiB`,
      `${instance.openMs.toFixed(0)} ms`,
      `${instance.statisticsMs.toFixed(2)} ms`,
      `${instance.listMs.toFixed(2)} ms`,
      `${seedSeconds.toFixed(1)} s`,
    ],
  )
  return tableOf(head, rows)
}

const verdictsOn = (figures: readonly Figures[]) =>
  figures.flatMap(({ store, pages, revalidateMs, invalidateMs }) => [
    atMost(`${store}, ${pages} pages, revalidate over the render`, revalidateMs, 5, 'ms'),
    atMost(`${store}, ${pages} pages, invalidate a tag`, invalidateMs, 5, 'ms'),
  ])
