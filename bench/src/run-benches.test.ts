/** A run of an hour loses nothing of what it has measured, whatever becomes of the rest. */
import { describe, expect, it } from 'vitest'
import type { Noise, WatchedMachine } from './machine.ts'
import type { BenchOptions } from './options.ts'
import type { BenchResult } from './result.ts'
import { runBenches } from './run-benches.ts'

const quiet: Noise = { constant: { median: 100, min: 99, max: 101 }, others: 0, steal: 0 }
const loud: Noise = { ...quiet, others: 0.5 }

const options: Omit<BenchOptions, 'machine'> = {
  ...{ rounds: 1, seconds: 1, quick: false },
  ...{ peers: [], stores: [], sizes: [] },
}

/** @param noises What the machine tells after each bench. */
function machineWith(noises: readonly Noise[]): WatchedMachine {
  const left = [...noises]
  return { calibrate: async () => {}, takeNoise: () => left.shift(), close: async () => {} }
}

const resultOf = (name: string): BenchResult => ({ name, report: '', figures: {}, verdicts: [], charts: [] })

async function run(names: readonly string[], noises: readonly Noise[], broken: readonly string[] = [], noisy = false) {
  const measured: string[] = []
  const benches = names.map(
    (name) =>
      [
        name,
        async () => {
          if (broken.includes(name)) throw new Error(`${name} is broken`)
          return resultOf(name)
        },
      ] as const,
  )
  const machine = machineWith(noises)
  const failures = await runBenches({
    ...{ benches, options, machine, noisy },
    measured: async ({ name }) => void measured.push(name),
  })
  return { measured, failures: failures.map(({ name, kind }) => `${name} ${kind}`) }
}

describe('a run of several benches', () => {
  it('passes on each result in its turn', async () => {
    expect(await run(['a', 'b'], [quiet, quiet])).toEqual({ measured: ['a', 'b'], failures: [] })
  })

  it('goes on after a bench that fails, whose noise is not the next one’s', async () => {
    const { measured, failures } = await run(['a', 'b'], [loud, quiet], ['a'])
    expect({ measured, failures }).toEqual({ measured: ['b'], failures: ['a failed'] })
  })

  it('measures once more what the machine was too noisy for, after all others', async () => {
    const { measured, failures } = await run(['a', 'b', 'c'], [loud, quiet, quiet, quiet])
    expect({ measured, failures }).toEqual({ measured: ['b', 'c', 'a'], failures: [] })
  })

  it('compares nothing when it was too noisy both times', async () => {
    expect(await run(['a', 'b'], [loud, quiet, loud])).toEqual({ measured: ['b'], failures: ['a refused'] })
  })

  it('compares all the same when it is told to', async () => {
    expect(await run(['a'], [loud], [], true)).toEqual({ measured: ['a'], failures: [] })
  })
})
