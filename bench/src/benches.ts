/** The benches by their names on the command line, in the order of `all`. Each returns a `BenchResult`. */
import { benchAnswers } from './answers.ts'
import { benchBuild } from './build/bench-build.ts'
import { benchCluster } from './cluster.ts'
import { benchHit } from './hit.ts'
import type { BenchOptions } from './options.ts'
import type { BenchResult } from './result.ts'
import { benchScale } from './scale.ts'
import { benchStart } from './start/bench-start.ts'

export type Bench = (options: BenchOptions) => Promise<BenchResult>

export const benches: Readonly<Record<string, Bench>> = {
  hit: benchHit,
  build: benchBuild,
  start: benchStart,
  scale: benchScale,
  answers: benchAnswers,
  cluster: benchCluster,
}
