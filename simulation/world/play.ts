/** Plays one plan from beginning to end: first with faults, then without, when everything has to come to rest. */
import type { InvariantOf } from '../invariants/invariant.ts'
import { invariants } from '../invariants/invariants.ts'
import { paths } from '../plan/plan.ts'
import type { Plan } from '../plan/plan.ts'
import { Trace } from '../kernel/trace.ts'
import type { Subject } from '../subject.ts'
import { asItIs } from '../subject.ts'
import { Faults } from './faults.ts'
import type { Run } from './run.ts'
import { Traffic } from './traffic.ts'
import type { Violation } from './world.ts'
import { World } from './world.ts'

export interface Report {
  readonly seed: number
  readonly steps: number
  readonly answers: number
  readonly renders: number
  /** Differs between two runs if and only if they differed. */
  readonly hash: string
  readonly residual: number
  readonly violation: Violation | undefined
}

export interface PlayOptions {
  readonly subject?: Subject
  readonly print?: (line: string) => void
  /** Sees what invariants see. */
  readonly watch?: InvariantOf
}

/** Longer than every backoff, lease and pause of the engine's options here. Virtual ms. */
const restMs = 8_000
/** Leases and waits that were noted before a clock was set back last that much longer. */
const restAfterJumpsMs = 22_000

export async function play(plan: Plan, { subject = asItIs, print, watch }: PlayOptions = {}): Promise<Report> {
  const trace = new Trace(print)
  const world = new World(plan, subject, trace, watch ? [...invariants, watch] : invariants)
  const faults = new Faults(world)
  const traffic = new Traffic(world)
  const mayGoOn = (): boolean => world.holds()
  schedule(world, faults, traffic)
  // Whoever else lives in this process has its turn between two plans; within one there is none.
  await new Promise((resolve) => setImmediate(resolve))
  await world.kernel.runUntil(plan.circumstances.durationMs, mayGoOn)
  if (mayGoOn()) await comeToRest(world, faults, traffic, mayGoOn)
  const { kernel, violation, answers, residual, renders } = world
  return {
    seed: plan.seed,
    steps: kernel.steps,
    answers,
    renders: renders.count,
    hash: trace.hash,
    residual,
    violation,
  }
}

function schedule(world: World, faults: Faults, traffic: Traffic): void {
  const { kernel, truth } = world
  for (const event of world.plan.events) {
    faults.prepare(event)
    kernel.at(event.at, () => {
      switch (event.kind) {
        case 'visit': {
          const run = servingOn(world, event.on)
          return run && void traffic.visit(run, event.path, event.isPrefetch)
        }
        case 'revalidate':
        case 'invalidate':
          return void traffic.edit(event)
        case 'silent-write':
          return void truth.write()
        default:
          return faults.begin(event)
      }
    })
  }
}

/** Whom the load balancer chooses: at times a process that has been replaced. */
function servingOn(world: World, on: number): Run | undefined {
  const { current, replaced } = world.machines[on]!
  const old = replaced.find(({ process }) => process.isAlive && !process.isFrozen)
  const run = old && world.kernel.steps % 2 === 0 ? old : current
  return run?.process.isAlive ? run : undefined
}

async function comeToRest(world: World, faults: Faults, traffic: Traffic, mayGoOn: () => boolean): Promise<void> {
  const { kernel, machines, network, plan } = world
  world.note(() => 'the faults end')
  world.isCalm = true
  faults.endAll()
  network.calmDown()
  for (const machine of machines) {
    for (const run of machine.replaced) run.process.kill()
    if (!machine.current?.process.isAlive) machine.start()
  }
  const jumps = plan.events.some(({ kind }) => kind === 'clock-jump')
  const pass = (ms: number): Promise<void> => kernel.runUntil(kernel.now + ms, mayGoOn)
  await pass(jumps ? restAfterJumpsMs : restMs)
  if (!mayGoOn()) return
  world.restedAt = kernel.now
  world.check((invariant) => invariant.atRest?.())
  await visitEverything(world, traffic, pass)
  if (!mayGoOn()) return
  for (const { current } of machines) {
    for (const path of paths) {
      void traffic.edit({ kind: 'revalidate', at: 0, on: current!.on, path })
      void traffic.edit({ kind: 'invalidate', at: 0, on: current!.on, selector: { path }, as: 'hard' })
    }
  }
  await pass(8_000)
  await visitEverything(world, traffic, pass)
  if (!mayGoOn()) return
  world.check((invariant) => invariant.atRest?.())
  await close(world, pass)
}

async function visitEverything(world: World, traffic: Traffic, pass: (ms: number) => Promise<void>): Promise<void> {
  for (const { current } of world.machines) for (const path of paths) void traffic.visit(current!, path)
  await pass(4_000)
}

async function close(world: World, pass: (ms: number) => Promise<void>): Promise<void> {
  const closed = new Set<Run>()
  const runs = [...world.runs()]
  for (const run of runs) void run.engine.close().then(() => closed.add(run))
  await pass(4_000)
  world.check(() => undefined)
  const left = runs.filter((run) => !closed.has(run) || run.clock.pendingTimers > 0)
  if (left.length === 0 || world.violation) return
  const names = left.map(({ name, clock }) => `${name} (${clock.pendingTimers} timers)`).join(', ')
  world.violation = { invariant: 9, name: 'bounded', what: `${names} cannot close`, at: world.kernel.now }
}
