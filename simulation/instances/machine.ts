/** A machine that runs one instance after the other: it starts them, and replaces those that crash. */
import type { Entry } from '@everfresh/engine'
import type { MemoryPageStoreState } from '@everfresh/store-memory'
import { randomOf } from '../kernel/random.ts'
import { paths, tagsOf } from '../plan/plan.ts'
import type { Run } from '../world/run.ts'
import { namespaceOf } from '../world/run.ts'
import { Press } from '../world/stamp.ts'
import type { World } from '../world/world.ts'
import { SimProcess } from './process.ts'
import type { MachineClock } from './sim-clock.ts'
import { ProcessClock } from './sim-clock.ts'
import { WaitingList } from './waiting-list.ts'

export class Machine {
  readonly on: number
  readonly clock: MachineClock
  /** The process that is meant to serve. */
  current: Run | undefined
  /** Processes that were replaced while they were frozen. */
  readonly replaced: Run[] = []
  /** Survives its processes, as a disk does. */
  readonly #copies: MemoryPageStoreState
  readonly #waiting = new WaitingList()
  readonly #world: World
  #code: number
  #runs = 0

  constructor(world: World, on: number, clock: MachineClock, code: number) {
    this.#world = world
    this.on = on
    this.clock = clock
    this.#code = code
    this.#copies = world.subject.createMemoryPageStoreState()
    this.start(code)
  }

  start(code = this.#code): void {
    const world = this.#world
    this.#code = code
    const { on } = this
    const name = `${on}.${++this.#runs}`
    const { kernel, network, subject, renders } = world
    const process = new SimProcess(kernel)
    const clock = new ProcessClock(this.clock, process)
    const heartbeats: Run['heartbeats'] = []
    const trouble = { at: -Infinity }
    const store = world.store.open({
      name,
      on,
      process,
      clock,
      network,
      subject,
      trouble: (part) => world.troubleOf(part),
      onHeartbeat: (cursor) => void heartbeats.push({ at: kernel.now, position: cursor?.position ?? 0 }),
      onSubscribed: (tell) => void world.listeners.add(tell),
      onTrouble: () => void (trouble.at = kernel.now),
    })
    world.note(() => `${name} starts with code ${code}`)
    const press = new Press()
    const { circumstances, plan } = world
    const engine = subject.createEngine({
      store,
      clock,
      deployment: `deployment-${code}`,
      // The same after a restart: what a process left behind must not be taken for its successor's.
      instance: `instance-${on}`,
      random: randomOf(plan.seed, name),
      memoryBytes: circumstances.memoryBytes,
      regenerationTimeoutMs: 2_000,
      waitTimeoutMs: 4_000,
      leaseTtlMs: 1_500,
      maxBackoffMs: 2_000,
      maxConcurrentRenders: circumstances.maxConcurrentRenders,
      consistency: circumstances.consistency,
      ...(circumstances.fallback && { fallback: subject.openMemoryPageStore({ clock, state: this.#copies }) }),
      ...(circumstances.queue && { pendingInvalidations: this.#waiting }),
      render: (request) => renders.render(run, request, press),
    })
    const startedAt = kernel.now
    const run: Run = { on, name, code, startedAt, process, clock, store, engine, heartbeats, trouble }
    this.current = run
    // As `start` does: what the build made is offered at every start.
    void Promise.resolve(store.seed(paths.map((path) => buildOutput(path, code)))).catch(() => {})
  }

  crash(): void {
    this.#world.note(() => `${this.current?.name} dies`)
    this.current?.process.kill()
  }

  /** The current process is frozen already: it goes on existing beside its successor. */
  replace(): void {
    if (this.current) this.replaced.push(this.current)
    this.start()
  }
}

/** Made before the store was. */
function buildOutput(path: (typeof paths)[number], code: number): Entry {
  const { bodies, attributes } = new Press().print({ render: 0, seen: 0, began: -1 })
  return {
    namespace: namespaceOf(code),
    path,
    bodies,
    attributes,
    tags: tagsOf[path],
    version: 0,
    asOf: 0,
    deployment: `deployment-${code}`,
    reason: 'build',
    generatedAt: 1_893_456_000_000 - 60_000,
    renderMs: 10,
    staleAt: Infinity,
    expiresAt: Infinity,
  }
}
