/** N instances of our own code over one store, one network and one truth. */
import type { News } from '@everfresh/engine'
import { Machine } from '../instances/machine.ts'
import { MachineClock } from '../instances/sim-clock.ts'
import type { Answer, Invariant, InvariantOf } from '../invariants/invariant.ts'
import { Kernel } from '../kernel/kernel.ts'
import { between, randomOf } from '../kernel/random.ts'
import type { Trace } from '../kernel/trace.ts'
import type { Circumstances, Part, Plan } from '../plan/plan.ts'
import { Network } from '../store/network.ts'
import type { Backend } from '../store/backend.ts'
import { openBackend } from '../store/open-backend.ts'
import type { Subject } from '../subject.ts'
import { RenderFarm } from './render-farm.ts'
import type { Run } from './run.ts'
import type { Commit } from './truth.ts'
import { Truth } from './truth.ts'

export interface Violation {
  readonly invariant: number
  readonly name: string
  readonly what: string
  readonly at: number
}

interface Outage {
  readonly refuses: boolean
  readonly part?: Part
}

export class World {
  readonly plan: Plan
  readonly subject: Subject
  readonly kernel: Kernel
  readonly truth = new Truth()
  readonly network: Network
  readonly store: Backend
  readonly machines: readonly Machine[]
  readonly renders: RenderFarm
  readonly invariants: readonly Invariant[]
  /** Those who hear of news of the log. */
  readonly listeners = new Set<(news?: News) => boolean>()
  /** Visits and edits that have not ended. */
  readonly underWay = new Map<string, { readonly run: Run; readonly since: number }>()
  violation: Violation | undefined
  /** Promises that nobody was left to remember after the store had lost them (docs/concepts/coherence.md). */
  residual = 0
  /** The last time the store lost a page, true time. */
  lostAt = -Infinity
  /** The faults are over. */
  isCalm = false
  /** From then on everything is expected to be as it should be, true time. */
  restedAt = Infinity
  answers = 0
  /** Whether the store's clock is set at some time: what it says of before and after then means little. */
  readonly isStoreClockSet: boolean
  readonly #askedAtEachStep: readonly Invariant[]
  readonly #outages = new Set<Outage>()

  constructor(plan: Plan, subject: Subject, trace: Trace, rules: readonly InvariantOf[]) {
    const { circumstances, seed } = plan
    this.plan = plan
    this.subject = subject
    this.isStoreClockSet = plan.events.some((event) => event.kind === 'clock-jump' && event.on === 'store')
    this.kernel = new Kernel(trace)
    this.network = new Network(randomOf(seed, 'network'), circumstances.latencyMs, circumstances.stragglers)
    this.invariants = rules.map((invariantOf) => invariantOf(this))
    this.#askedAtEachStep = this.invariants.filter(({ onStep }) => onStep)
    this.renders = new RenderFarm(this)
    this.store = openBackend(this, {
      onInvalidated: (news) => {
        for (const entry of news.entries) this.truth.commit(entry, this.kernel.now)
        this.#tell(news)
      },
      onAwaited: () => this.#tell(),
      onGranted: (grant) => this.check((each) => each.onGranted?.(grant)),
      onPublished: (publication) => this.check((each) => each.onPublished?.(publication)),
      onSeeded: (entry, before) => this.check((each) => each.onSeeded?.(entry, before)),
      onFailed: (before, after) => this.check((each) => each.onFailed?.(before, after)),
    })
    const random = randomOf(seed, 'machines')
    this.machines = Array.from({ length: circumstances.instances }, (_, on) => {
      const { drift, skewMs, codes } = circumstances
      const clocks = { rate: 1 + between(random, -drift, drift), wallOffset: between(random, -skewMs, skewMs) }
      return new Machine(this, on, new MachineClock(this.kernel, clocks), 1 + (on % codes))
    })
  }

  get circumstances(): Circumstances {
    return this.plan.circumstances
  }

  /** All processes that are not dead, those included that were replaced while they were frozen. */
  runs(): Run[] {
    const living: Run[] = []
    for (const { current, replaced } of this.machines) {
      if (current?.process.isAlive) living.push(current)
      for (const run of replaced) if (run.process.isAlive) living.push(run)
    }
    return living
  }

  #tell(news?: News): void {
    for (const tell of this.circumstances.hints ? this.listeners : []) if (!tell(news)) this.listeners.delete(tell)
  }

  /** Why `part` of the store does not answer, if it does not. */
  troubleOf(part: Part): 'refuses' | 'silent' | undefined {
    if (this.#outages.size === 0) return undefined
    const outages = [...this.#outages].filter((each) => each.part === undefined || each.part === part)
    if (outages.length === 0) return undefined
    return outages.some(({ refuses }) => refuses) ? 'refuses' : 'silent'
  }

  /** Takes the store away, or a part of it. Returns a function that brings it back. */
  takeStoreAway({ refuses, part }: Outage): () => void {
    const outage = part === undefined ? { refuses } : { refuses, part }
    this.#outages.add(outage)
    return () => void this.#outages.delete(outage)
  }

  /** `failOver`: makes the store forget what was written after `since`, true time. */
  rollBack(failOver: () => void, since: number): void {
    failOver()
    this.truth.lose(this.store.log, since, this.kernel.now)
    this.lostAt = this.kernel.now
  }

  /** Whether `run` is known to have applied `commit` before the store lost it. */
  knows(run: Run, { lostAt, position }: Commit): boolean {
    return run.heartbeats.some((beat) => beat.at < lostAt && beat.position >= position)
  }

  /** After each event: whether every rule holds so far. */
  holds(): boolean {
    if (!this.violation) this.check((invariant) => invariant.onStep?.(), this.#askedAtEachStep)
    return this.violation === undefined
  }

  check(ask: (invariant: Invariant) => string | undefined, invariants = this.invariants): void {
    for (const invariant of invariants) {
      if (this.violation) return
      const what = ask(invariant)
      if (what === undefined) continue
      this.violation = { invariant: invariant.number, name: invariant.name, what, at: this.kernel.now }
      this.note(() => `VIOLATION of ${invariant.number} (${invariant.name}): ${what}`)
    }
  }

  judge(answer: Answer): void {
    this.answers++
    this.check((invariant) => invariant.onAnswer?.(answer))
  }

  note(line: () => string): void {
    this.kernel.trace.note(this.kernel.now, line)
  }
}
