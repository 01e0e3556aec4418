/** The benches by their names on the command line, in the order of `all`. Each returns a `BenchResult`. */
import { benchAnswers } from './answers.ts'
import { benchBuild } from './build/bench-build.ts'
import { benchClient } from './client/bench-client.ts'
import { benchCluster } from './cluster.ts'
import { benchHit } from './hit.ts'
import type { BenchOptions } from './options.ts'
import type { BenchResult } from './result.ts'
import { benchOnDemand } from './ondemand/bench-on-demand.ts'
import { benchLoad } from './regeneration/bench-load.ts'
import { benchRender } from './render/bench-render.ts'
import { benchScale } from './scale.ts'
import { benchStart } from './start/bench-start.ts'
import { benchTail } from './tail/bench-tail.ts'

export type Bench = (options: BenchOptions) => Promise<BenchResult>

export const benches: Readonly<Record<string, Bench>> = {
  hit: benchHit,
  tail: benchTail,
  load: benchLoad,
  render: benchRender,
  build: benchBuild,
  ondemand: benchOnDemand,
  start: benchStart,
  client: benchClient,
  scale: benchScale,
  answers: benchAnswers,
  cluster: benchCluster,
}
