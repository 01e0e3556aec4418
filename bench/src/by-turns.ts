/** Measures contestants by turns: whatever the machine does meanwhile, it does to all of them. */
import type { BenchOptions } from './options.ts'
import { tell } from './progress.ts'

/**
 * Calls `measure` for every contestant in every round, each time beginning with another one, and returns what it answered by
 * contestant and round. The round before the first one warms up (2 s at most) and does not count.
 */
export async function measureByTurns<Contestant extends { readonly name: string }, Result>(
  contestants: readonly Contestant[],
  { rounds, seconds, machine }: Pick<BenchOptions, 'rounds' | 'seconds' | 'machine'>,
  label: string,
  measure: (contestant: Contestant, seconds: number, round: number) => Promise<Result>,
): Promise<ReadonlyMap<string, readonly Result[]>> {
  const results = new Map<string, Result[]>(contestants.map(({ name }) => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    await machine.calibrate()
    for (let turn = 0; turn < contestants.length; turn++) {
      const contestant = contestants[(turn + round) % contestants.length]!
      tell(`${label} · ${round === 0 ? 'warming up' : `round ${round}/${rounds}`} · ${contestant.name}`)
      const result = await measure(contestant, round === 0 ? Math.min(2, seconds) : seconds, round)
      if (round > 0) results.get(contestant.name)!.push(result)
    }
  }
  return results
}
