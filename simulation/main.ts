/** `npm run simulate -- --seeds 1000`: plays seeds and says what broke; `--seed 123 --trace` plays one, line by line. */
import { parseArgs } from 'node:util'
import { hunt } from './hunt.ts'
import { planOfSeed } from './plan/plan-of-seed.ts'
import { shrink } from './shrink.ts'
import { play } from './world/play.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    first: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
    shrink: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
  },
})

if (values.seed) {
  let plan = planOfSeed(Number(values.seed))
  if (values.shrink) {
    const { violation } = await play(plan)
    if (violation) ({ plan } = await shrink(plan, violation))
    console.log(JSON.stringify(plan))
  }
  const report = await play(plan, values.trace ? { print: (line) => console.log(line) } : {})
  console.log(report)
} else {
  const at = performance.now()
  const result = await hunt({
    firstSeed: Number(values.first),
    seeds: Number(values.seeds),
    goOn: values.all,
    onReport: ({ seed, violation }) => violation && console.log(seed, violation),
  })
  console.log({ ...result, violated: result.violated.length, ms: performance.now() - at })
}
