import { createMemoryPageStoreState, openMemoryPageStore } from '@everfresh/store-memory'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Plan } from './testing/engine-model.ts'
import { EngineModel } from './testing/engine-model.ts'
import { FaultyPageStore } from './testing/faulty-store.ts'
import type { Path, Selector } from './testing/model-page.ts'
import { paths } from './testing/model-page.ts'

type Step = (model: EngineModel) => Promise<void>

const instance = fc.nat(2)
const path: fc.Arbitrary<Path> = fc.constantFrom(...paths)
const selector: fc.Arbitrary<Selector> = fc.oneof(
  fc.record({ path }),
  fc.record({ tag: fc.constantFrom('x', 'y', 'z') }),
  fc.constant({ everything: true } as const),
)

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(instance, path, fc.boolean())
      .map(([on, to, now]) => named(`visit ${on} ${to}${now ? ' now' : ''}`, (m) => m.visit(on, to, now))),
  },
  {
    weight: 5,
    arbitrary: fc.constantFrom(1, 30, 90, 110, 700, 3_000, 20_000).map((ms) => named(`pass ${ms}`, (m) => m.pass(ms))),
  },
  { weight: 3, arbitrary: path.map((to) => named(`write ${to}`, async (m) => m.write(to))) },
  {
    weight: 3,
    arbitrary: fc.tuple(instance, path).map(([on, to]) => named(`revalidate ${on} ${to}`, (m) => m.revalidate(on, to))),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(instance, selector, fc.constantFrom('soft', 'hard'))
      .map(([on, what, kind]) => named(`${kind} ${JSON.stringify(what)} ${on}`, (m) => m.invalidate(on, what, kind))),
  },
)

const plan: fc.Arbitrary<Plan> = fc.record({
  ms: fc.constantFrom(1, 20, 100, 400),
  ends: fc.constantFrom('well', 'well', 'well', 'badly', 'never'),
})

/** Makes a failing schedule readable. */
function named(name: string, run: Step): Step {
  return Object.assign(run, { [fc.toStringMethod]: () => name })
}

async function play(model: EngineModel, steps: readonly Step[]): Promise<void> {
  for (const each of steps) await each(model)
  await model.finish()
}

const schedule = { plans: fc.array(plan, { maxLength: 12 }), steps: fc.array(step, { minLength: 1, maxLength: 40 }) }

test('one instance answers as the model says, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(schedule.plans, schedule.steps, fc.boolean(), async (plans, steps, asynchronous) => {
      const model = new EngineModel({
        plans,
        instances: 1,
        memoryBytes: 1_000_000,
        openStore: (clock) => new FaultyPageStore(openMemoryPageStore({ clock }), { clock, asynchronous }),
      })
      await play(model, steps)
      expect(model.clock.pendingTimers).toBe(0)
    }),
    { numRuns: 600 },
  )
})

test('several instances with little memory keep every promise, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(schedule.plans, schedule.steps, fc.boolean(), async (plans, steps, asynchronous) => {
      const state = createMemoryPageStoreState()
      const model = new EngineModel({
        plans,
        instances: 3,
        memoryBytes: 6_000,
        openStore: (clock) => new FaultyPageStore(openMemoryPageStore({ clock, state }), { clock, asynchronous }),
      })
      await play(model, steps)
      expect(model.clock.pendingTimers).toBe(0)
    }),
    { numRuns: 600 },
  )
})
