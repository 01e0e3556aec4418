/** The benches by their names on the command line, in the order of `all`. Each returns a `BenchResult`. */
import { benchAnswers } from './answers.ts'
import { benchCluster } from './cluster.ts'
import { benchHit } from './hit.ts'
import type { BenchOptions } from './options.ts'
import type { BenchResult } from './result.ts'
import { benchScale } from './scale.ts'

export type Bench = (options: BenchOptions) => Promise<BenchResult>

export const benches: Readonly<Record<string, Bench>> = {
  hit: benchHit,
  scale: benchScale,
  answers: benchAnswers,
  cluster: benchCluster,
}
