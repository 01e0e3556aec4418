/** Makes happen what the plan says goes wrong, and ends it again. */
import type { PlannedEvent } from '../plan/plan.ts'
import { namespaceOf } from './run.ts'
import type { World } from './world.ts'

type Fault = Exclude<PlannedEvent, { kind: 'visit' | 'revalidate' | 'invalidate' | 'silent-write' }>

export class Faults {
  readonly #world: World
  readonly #ends = new Set<() => void>()

  constructor(world: World) {
    this.#world = world
  }

  /** What has to be known before it happens: a failover needs a replica from before. */
  prepare(event: PlannedEvent): void {
    if (event.kind !== 'rollback') return
    const { kernel, store } = this.#world
    const { isEmpty, part } = event
    const since = Math.max(0, event.at - event.lostMs)
    kernel.at(since, () => {
      const failOver = isEmpty ? () => store.lose(part) : store.fallBehind(part)
      kernel.at(event.at, () => {
        this.#world.note(() => 'the store loses its last writes')
        this.#world.rollBack(failOver, isEmpty ? 0 : since)
      })
    })
  }

  begin(event: Fault): void {
    const world = this.#world
    const { network, renders, machines } = world
    world.note(() => `fault: ${JSON.stringify(event)}`)
    switch (event.kind) {
      case 'crash':
        machines[event.on]!.crash()
        return this.#end(event.ms, () => this.#restart(event.on, event.code))
      case 'freeze':
        return this.#freeze(event)
      case 'replace':
        return this.#replace(event.on, event.ms)
      case 'clock-jump': {
        const clocks = event.on === 'store' ? world.store.clocksOf(event.part) : [machines[event.on]!.clock]
        for (const clock of clocks) clock.jump(event.by)
        // Back again by itself: somebody corrects it.
        return this.#end(event.ms, () => clocks.forEach((clock) => clock.jump(-event.by)))
      }
      case 'cut':
        return this.#end(event.ms, network.cut(event))
      case 'loss':
        return this.#end(event.ms, network.lose(event))
      case 'slow':
        return this.#end(event.ms, network.slowDown(event))
      case 'outage':
        return this.#end(event.ms, world.takeStoreAway(event))
      case 'rollback':
        return this.#end(event.ms, world.takeStoreAway({ ...event, refuses: true }))
      case 'eviction':
        world.lostAt = world.kernel.now
        for (const code of [1, 2]) world.store.purge({ namespace: namespaceOf(code), path: event.path })
        return
      case 'renders':
        return this.#end(event.ms, renders.go(event.go))
    }
  }

  /** Ends everything at once. */
  endAll(): void {
    for (const end of this.#ends) end()
  }

  #end(afterMs: number, undo: () => void): void {
    const end = (): void => {
      if (this.#ends.delete(end)) undo()
    }
    this.#ends.add(end)
    this.#world.kernel.after(afterMs, end)
  }

  #restart(on: number, code: number): void {
    const machine = this.#world.machines[on]!
    if (!machine.current?.process.isAlive) machine.start(code)
  }

  #freeze({ on, ms, suspend }: Extract<Fault, { kind: 'freeze' }>): void {
    const { clock, current } = this.#world.machines[on]!
    if (!current?.process.isAlive || current.process.isFrozen) return
    current.process.freeze()
    if (suspend) clock.suspend()
    this.#end(ms, () => {
      clock.resume()
      current.trouble.at = this.#world.kernel.now
      current.process.thaw()
    })
  }

  #replace(on: number, ms: number): void {
    const machine = this.#world.machines[on]!
    const { current } = machine
    if (!current?.process.isAlive || current.process.isFrozen) return
    current.process.freeze()
    machine.replace()
    this.#end(ms, () => {
      this.#world.note(() => `${current.name} thaws beside its successor`)
      current.trouble.at = this.#world.kernel.now
      current.process.thaw()
      this.#end(2_000, () => current.process.kill())
    })
  }
}
