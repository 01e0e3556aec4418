/** A store with ever more pages and tags: whether what a visitor or an editor waits for grows with their number. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BenchOptions } from './options.ts'
import { tell } from './progress.ts'
import type { BenchResult } from './result.ts'
import type { Answer, Command, InstanceFigures, Peeked } from './scale/commands.ts'
import { pagesWithSharedTag, sharedTag } from './scale/pages.ts'
import { type Figures, type ScaleFigures, scaleResult } from './scale/result.ts'
import { spreadOf } from './statistics.ts'

/** So many pages are asked for: all that fit into the memory of an instance. */
const asked = 5_000

/** A page set: so many pages, and so many tags of which each page has one. */
interface PageSet {
  readonly pages: number
  readonly tags: number
}

const mostTags = 100_000

export async function benchScale({ stores, sizes, quick, machine }: BenchOptions): Promise<BenchResult> {
  const bySize = sizes.toSorted((a, b) => a - b).map((pages) => ({ pages, tags: Math.min(pages, mostTags) }))
  const sameSize = quick ? 1_000 : 10_000
  const byTags = [1, 10, 100, 1_000, 10_000].map((tags) => ({ pages: sameSize, tags }))
  const figures: ScaleFigures[] = []
  for (const store of stores) {
    await machine.calibrate()
    const grown = await measureStore(store, bySize)
    await machine.calibrate()
    const tagged: Figures[] = []
    for (const set of byTags) tagged.push(...(await measureStore(store, [set])))
    figures.push({ store, grown, tagged })
  }
  await machine.calibrate()
  return scaleResult(figures)
}

/** One set after the other in the same store, which grows. */
async function measureStore(store: string, sets: readonly PageSet[]): Promise<Figures[]> {
  const folder = mkdtempSync(join(tmpdir(), 'everfresh-scale-'))
  try {
    const figures: Figures[] = []
    let made = 0
    for (const { pages, tags } of sets) {
      tell(`scale · ${store} · making ${pages} pages with ${tags} tags`)
      const start = performance.now()
      const builder = await startInstance(store, folder)
      await builder.ask({ do: 'invalidate-tags', from: 0, to: tags })
      const seeded = await builder.ask({ do: 'seed', from: made, to: pages, tags })
      await builder.ask({ do: 'close' })
      if (seeded !== pages - made) throw new Error(`${store} took ${String(seeded)} of ${pages - made} pages.`)
      made = pages
      const seedSeconds = (performance.now() - start) / 1_000
      tell(`scale · ${store} · ${pages} pages with ${tags} tags`)
      figures.push({ pages, tags, seedSeconds, ...(await measure(store, folder, pages)) })
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
  const [publishUs, invalidateUs] = [spreadOf(revalidations).median, spreadOf(invalidations).median]
  return { hitUs, loadUs, publishUs, invalidateUs, instance }
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
