/**
 * `npm run simulate -- --seeds 1000`: plays seeds, says what broke and how little of it suffices.
 * `npm run simulate -- --seed 123 --trace`: plays one again, line by line.
 */
import { parseArgs } from 'node:util'
import { Presets, SingleBar } from 'cli-progress'
import { hunt } from './hunt.ts'
import { focusOf } from './mutants/hunted.ts'
import { mutants } from './mutants/mutants.ts'
import { subjectOf } from './mutants/subject-of.ts'
import type { Focus } from './plan/plan-of-seed.ts'
import { planOfSeed } from './plan/plan-of-seed.ts'
import { storeKinds } from './plan/plan.ts'
import { shrink } from './shrink.ts'
import type { Subject } from './subject.ts'
import { asItIs } from './subject.ts'
import type { Report } from './world/play.ts'
import { play } from './world/play.ts'

const { values } = parseArgs({
  options: {
    /** How many to play. */
    seeds: { type: 'string', default: '1000' },
    /** The first of them. */
    from: { type: 'string', default: '1' },
    /** Only this one. */
    seed: { type: 'string' },
    /** Prints everything that happens. */
    trace: { type: 'boolean', default: false },
    /** Cuts the plan down first. */
    shrink: { type: 'boolean', default: false },
    /** Plays all seeds, also after a violation. */
    all: { type: 'boolean', default: false },
    /** Only over this kind of store: single, cluster or folder. */
    store: { type: 'string' },
    /** A rule to switch off: part of its name in mutants/. */
    mutant: { type: 'string' },
  },
})

const mutant = values.mutant === undefined ? undefined : mutants.find(({ name }) => name.includes(values.mutant!))
if (values.mutant !== undefined && !mutant) throw new Error(`There is no mutant called "${values.mutant}".`)
const subject = mutant ? await subjectOf(mutant) : asItIs
const store = storeKinds.find((kind) => kind === values.store)
if (values.store !== undefined && !store) throw new Error(`A store is one of ${storeKinds.join(', ')}.`)
const focus: Focus = mutant ? focusOf(mutant) : store ? { circumstances: { store } } : {}
const violations = values.seed === undefined ? await playMany() : await playOne(Number(values.seed), subject)
process.exitCode = violations === 0 ? 0 : 1

async function playMany(): Promise<number> {
  const seeds = Number(values.seeds)
  const bar = new SingleBar(
    { format: '{bar} {value}/{total} seeds · {steps} steps · {violations} violations · {eta_formatted}' },
    Presets.shades_classic,
  )
  bar.start(seeds, 0, { steps: 0, violations: 0 })
  let steps = 0
  const found: Report[] = []
  const onReport = (report: Report): void => {
    steps += report.steps
    if (report.violation) found.push(report)
    bar.increment({ steps, violations: found.length })
  }
  const result = await hunt({ firstSeed: Number(values.from), seeds, goOn: values.all, subject, focus, onReport })
  bar.stop()
  for (const { seed, violation } of found) console.log(`seed ${seed}: ${JSON.stringify(violation)}`)
  const { violated, ...counts } = result
  console.log({ ...counts, violations: violated.length })
  return violated.length
}

async function playOne(seed: number, subject: Subject): Promise<number> {
  let plan = planOfSeed(seed, focus)
  const { violation } = await play(plan, { subject })
  if (violation && values.shrink) {
    ;({ plan } = await shrink(plan, violation, subject))
    console.log(JSON.stringify(plan, undefined, 1))
  }
  const report = await play(plan, values.trace ? { subject, print: (line) => console.log(line) } : { subject })
  console.log(report)
  return report.violation ? 1 : 0
}
