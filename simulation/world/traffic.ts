/** What visitors and editors do, and what they see. */
import type { Cursor, Lookup } from '@everfresh/engine'
import type { Path, PlannedEvent } from '../plan/plan.ts'
import type { Run } from './run.ts'
import { refOf } from './run.ts'
import { stampOf } from './stamp.ts'
import type { Promised } from './truth.ts'
import { reaches } from './truth.ts'
import type { World } from './world.ts'

/** An editor's system gives up on a call, and tries another instance. */
const patienceMs = 9_000
const attempts = 3

export class Traffic {
  readonly #world: World
  #count = 0

  constructor(world: World) {
    this.#world = world
  }

  visit(run: Run, path: Path, isPrefetch = false): Promise<void> {
    return this.#inside(run, `visit of ${path}`, async () => {
      const { kernel, store, truth } = this.#world
      const { engine } = run
      const page = refOf(run.code, path)
      const options = { regenerateStale: !isPrefetch }
      const startedAt = kernel.now
      const before = { hard: truth.promisedOf(path, 'hard'), soft: truth.promisedOf(path, 'soft') }
      const stored = store.load(page)
      const { calls } = run.store
      let callsOfPeek: number | undefined
      let lookup: Lookup | undefined = engine.peek(page, options)
      if (lookup) callsOfPeek = run.store.calls - calls
      let error: unknown
      try {
        lookup ??= await engine.get(page, options)
      } catch (thrown) {
        error = thrown
      }
      this.#noteAnswer(run, path, lookup, error)
      const endedAt = kernel.now
      this.#world.judge({ run, path, isPrefetch, startedAt, endedAt, lookup, error, callsOfPeek, stored, ...before })
    })
  }

  async edit(event: Extract<PlannedEvent, { kind: 'revalidate' | 'invalidate' }>): Promise<void> {
    const { truth } = this.#world
    const data = truth.write()
    const what =
      event.kind === 'revalidate' ? `revalidate ${event.path}` : `${event.as} ${JSON.stringify(event.selector)}`
    this.#world.note(() => `editor: data is ${data}, ${what}`)
    for (let attempt = 0; attempt < attempts; attempt++) {
      const run = this.#runFor(event.on + attempt)
      if (run && (await this.#tryEdit(run, event, data))) return
      if (this.#world.isCalm) return
    }
  }

  /** Resolves to whether the call succeeded; editors do not wait for ever. */
  #tryEdit(
    run: Run,
    event: Extract<PlannedEvent, { kind: 'revalidate' | 'invalidate' }>,
    data: number,
  ): Promise<boolean> {
    return new Promise((resolve) => {
      this.#world.kernel.after(patienceMs, () => resolve(false))
      void this.#inside(run, event.kind, async () => {
        try {
          if (event.kind === 'revalidate') await this.#revalidate(run, event.path, data)
          else await this.#invalidate(run, event, data)
          resolve(true)
        } catch (error) {
          this.#world.note(() => `${run.name} ${event.kind}: ${codeOf(error)}`)
          const isQueued = codeOf(error) === 'INVALIDATION_QUEUED'
          if (isQueued) this.#world.truth.queued.push(this.#laterOf(event, data))
          resolve(isQueued)
        }
      })
    })
  }

  #laterOf(event: Extract<PlannedEvent, { kind: 'revalidate' | 'invalidate' }>, data: number): Promised {
    const selector = event.kind === 'revalidate' ? { path: event.path } : event.selector
    const kind = event.kind === 'revalidate' ? 'soft' : event.as
    return { kind, data, resolvedAt: this.#world.kernel.now, reaches: (path) => reaches(selector, path) }
  }

  async #revalidate(run: Run, path: Path, data: number): Promise<void> {
    const lookup = (await run.engine.revalidate(refOf(run.code, path)))!
    this.#promise('hard', data, (each) => each === path)
    this.#world.note(() => `${run.name} revalidated ${path}: ${described(lookup)}, promises ${data}`)
    this.#world.check((invariant) => invariant.onRevalidated?.({ run, path, data, lookup }))
  }

  async #invalidate(run: Run, event: Extract<PlannedEvent, { kind: 'invalidate' }>, data: number): Promise<Cursor> {
    const cursor = await run.engine.invalidate([event.selector], event.as)
    this.#promise(event.as, data, (path) => reaches(event.selector, path))
    this.#world.note(() => `${run.name} invalidated ${JSON.stringify(event.selector)} (${event.as}), promises ${data}`)
    return cursor
  }

  #promise(kind: 'soft' | 'hard', data: number, isReached: (path: Path) => boolean): void {
    this.#world.truth.promise({ kind, data, resolvedAt: this.#world.kernel.now, reaches: isReached })
  }

  /** The load balancer's choice: now and then a process that should not be there any more. */
  #runFor(on: number): Run | undefined {
    const machine = this.#world.machines[on % this.#world.machines.length]!
    return machine.current?.process.isAlive ? machine.current : undefined
  }

  /** Does something in the process of `run`, and keeps track of it while that process lives. */
  #inside(run: Run, what: string, act: () => Promise<void>): Promise<void> {
    const id = `${++this.#count} ${run.name} ${what}`
    return new Promise((resolve) => {
      run.process.enter(() => {
        this.#world.underWay.set(id, { run, since: this.#world.kernel.now })
        const end = (): void => {
          this.#world.underWay.delete(id)
          resolve()
        }
        void act().then(end)
      })
    })
  }

  #noteAnswer(run: Run, path: Path, lookup: Lookup | undefined, error: unknown): void {
    this.#world.note(() => `${run.name} ${path}: ${lookup ? described(lookup) : codeOf(error)}`)
  }
}

function described(lookup: Lookup): string {
  const { render, seen } = stampOf(lookup.entry)
  return `${lookup.state} render ${render} saw ${seen} as of ${lookup.entry.asOf}${lookup.degraded ? ` (${lookup.degraded})` : ''}`
}

const codeOf = (error: unknown): string => String((error as { code?: string }).code ?? error)
