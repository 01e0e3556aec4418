/** Load without a pause and something broken every few seconds, for as long as one likes: what is left over and what went wrong. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Counts, Violation } from '../checker/checker.ts'
import { reportOf } from '../checker/report.ts'
import { openCluster, type Cluster } from '../cluster.ts'
import { pick, randomOf } from '../drive/random.ts'
import { startTraffic } from '../drive/traffic.ts'
import type { StoreUnderTest } from '../stores/store-under-test.ts'
import { processFaults } from './process-faults.ts'
import { storeFaults } from './store-faults.ts'
import { growthOf, usageOf, type Usage } from './usage.ts'

export interface SoakOptions {
  readonly store: StoreUnderTest
  readonly instances: number
  readonly durationMs: number
  readonly seed: number
  /** Visitors on each instance. */
  readonly visitors: number
  /** How long a visitor looks at a page, ms; 0: full load. */
  readonly paceMs: number
  onProgress?(progress: SoakProgress): void
}

export interface SoakProgress extends Counts {
  readonly elapsedMs: number
  readonly violations: number
  /** What is broken right now. */
  readonly fault: string
}

export interface SoakReport extends Counts {
  readonly seed: number
  readonly seconds: number
  readonly visitsPerSecond: number
  /** How often each was played. */
  readonly faults: Readonly<Record<string, number>>
  readonly violations: readonly Violation[]
  /** Of the instance that was never ended; 0.1: a tenth more at the end than once it was warm. */
  readonly memoryGrowth: number
  readonly memoryBytes: number
  /** Of the same instance, at rest: open files and sockets at the end, less those after its start. */
  readonly filesLeftOpen: number
  readonly socketsLeftOpen: number
  /** What a person reads where anything is wrong. */
  readonly explanation: string
}

const products = Array.from({ length: 20 }, (_, index) => `/products/${index + 1}`)
const windows = Array.from({ length: 5 }, (_, index) => `/products/window-${index + 1}`)
const paths = [...products, ...windows, '/products/built-1', '/products/built-2']

/** Long enough for connections without a visitor to be closed, and for circuit breakers to be tried, ms. */
const idleMs = 6_000

export async function soak(options: SoakOptions): Promise<SoakReport> {
  const { store, durationMs, seed } = options
  const cluster = await openCluster({ instances: options.instances, folders: store.folders, env: store.env })
  try {
    for (const path of windows) cluster.source.keepFresh(path, 1)
    await cluster.settle(paths)
    cluster.hangUp()
    await sleep(idleMs)
    const before = await usageOf(survivorOf(cluster).pid)
    const begunAt = performance.now()
    const { faults, memory } = await disturb(cluster, options, begunAt)
    const seconds = (performance.now() - begunAt) / 1000
    await cluster.startMissing()
    await cluster.settle(paths)
    cluster.hangUp()
    await sleep(idleMs)
    const after = await usageOf(survivorOf(cluster).pid)
    const violations = cluster.takeViolations()
    const { counts } = cluster.checker
    return {
      seed,
      seconds: Math.round(seconds),
      ...counts,
      visitsPerSecond: Math.round(counts.visits / Math.max(1, durationMs / 1000)),
      faults,
      violations,
      memoryGrowth: growthOf(memory),
      memoryBytes: after.memoryBytes,
      filesLeftOpen: after.files - before.files,
      socketsLeftOpen: after.sockets - before.sockets,
      explanation: violations.length === 0 ? '' : reportOf(violations, cluster.checker),
    }
  } finally {
    await cluster.close()
  }
}

/** The one that is never ended. */
const survivorOf = (cluster: Cluster) => cluster.instances.at(-1)!

interface Disturbed {
  readonly faults: Record<string, number>
  /** Bytes, every second. */
  readonly memory: number[]
}

async function disturb(cluster: Cluster, options: SoakOptions, begunAt: number): Promise<Disturbed> {
  const { seed, visitors, paceMs, store, durationMs, onProgress } = options
  const random = randomOf(seed)
  const possible = [...processFaults({ paths, windows }), ...storeFaults(store)]
  const faults: Record<string, number> = {}
  const memory: number[] = []
  let fault = ''
  const watch = setInterval(async () => {
    const usage: Usage | undefined = await usageOf(survivorOf(cluster).pid).catch(() => undefined)
    if (usage) memory.push(usage.memoryBytes)
    const { counts, violations } = cluster.checker
    onProgress?.({ ...counts, violations: violations.length, fault, elapsedMs: performance.now() - begunAt })
  }, 1_000)
  const traffic = startTraffic(cluster, {
    paths,
    visitors,
    paceMs,
    seed,
    edited: products,
    editEveryMs: 100,
    editsByTag: 2,
  })
  try {
    while (performance.now() - begunAt < durationMs) {
      const next = pick(random, possible)
      fault = next.name
      faults[fault] = (faults[fault] ?? 0) + 1
      await next.play(cluster, random)
      fault = ''
      // Now and then everything is given the time to recover, so that what should be unmarked is seen to be.
      if (random() < 0.15 && !cluster.checker.truth.wasBusy(performance.now() - 5_000)) await cluster.settle(paths)
      await sleep(random() * 3_000)
    }
  } finally {
    clearInterval(watch)
    await traffic.stop()
  }
  return { faults, memory }
}
