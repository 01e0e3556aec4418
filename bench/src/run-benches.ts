/** One bench after the other: what is measured is passed on at once, and what could not be compared gets a second turn. */
import type { Bench } from './benches.ts'
import { machineText, objectionsTo, type WatchedMachine } from './machine.ts'
import type { BenchOptions } from './options.ts'
import { tell } from './progress.ts'
import type { StoredResult } from './report/stored-result.ts'

/** `refused`: the machine was too noisy. */
export type Failure =
  | { readonly name: string; readonly kind: 'refused'; readonly objections: readonly string[] }
  | { readonly name: string; readonly kind: 'failed'; readonly error: unknown }

export interface BenchRun {
  /** By their names, in the order in which they run. */
  readonly benches: readonly (readonly [name: string, bench: Bench])[]
  readonly options: Omit<BenchOptions, 'machine'>
  readonly machine: WatchedMachine
  /** Compare although the machine is too noisy. */
  readonly noisy: boolean
  /** Told of each result as soon as it is there: a run takes an hour, and may be ended before. */
  measured(result: StoredResult): Promise<void>
}

/** Returns what could not be measured or compared, also not in a second turn after all others. */
export async function runBenches(run: BenchRun): Promise<Failure[]> {
  const first = await turn(run, run.benches, '')
  const refused = new Set(first.filter(({ kind }) => kind === 'refused').map(({ name }) => name))
  const again = run.benches.filter(([name]) => refused.has(name))
  const failures = again.length === 0 ? [] : await turn(run, again, ' · once more, since the machine was too noisy')
  return [...first.filter(({ kind }) => kind === 'failed'), ...failures]
}

async function turn(
  { options, machine, noisy, measured }: BenchRun,
  benches: BenchRun['benches'],
  remark: string,
): Promise<Failure[]> {
  const failures: Failure[] = []
  for (const [index, [name, bench]] of benches.entries()) {
    tell(`bench ${index + 1} of ${benches.length} · ${name}${remark}`)
    try {
      const result = await bench({ ...options, machine })
      const noise = machine.takeNoise()
      const objections = noise === undefined ? [] : objectionsTo(noise)
      if (objections.length > 0 && !noisy) failures.push({ name, kind: 'refused', objections })
      else {
        const on = new Date().toISOString().slice(0, 10)
        await measured({ ...result, on, machine: machineText(), noise, objections })
      }
    } catch (error) {
      // What it has calibrated says nothing about the next one.
      machine.takeNoise()
      failures.push({ name, kind: 'failed', error })
    }
  }
  tell('')
  return failures
}
