/** `npm run soak -- --minutes 10 --instances 3 --store redis`: ends with a report, and with 1 where something is wrong. */
import { parseArgs } from 'node:util'
import { Presets, SingleBar } from 'cli-progress'
import { ensurePrograms } from '../../../scripts/programs.js'
import { buildPackages } from '../../../scripts/build.js'
import { instanceNames } from '../cluster.ts'
import { openStoreUnderTest } from '../stores/open-store.ts'
import { faultsOf } from './judgement.ts'
import { soak } from './soak.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    instances: { type: 'string', default: '3' },
    /** lmdb, filesystem or redis */
    store: { type: 'string', default: 'redis' },
    /** Brings the same faults in the same order. */
    seed: { type: 'string', default: '1' },
    /** On each instance. */
    visitors: { type: 'string', default: '8' },
    /** How long a visitor looks at a page, ms; 0 is full load. */
    pace: { type: 'string', default: '0' },
    /** Prints the report as JSON and nothing else. */
    json: { type: 'boolean', default: false },
  },
})

const instances = Number(values.instances)
const durationMs = Number(values.minutes) * 60_000
const bar = new SingleBar(
  {
    format: '{bar} {seconds} s · {visits} visits · {resolved} revalidations · {violations} violations · {fault}',
    noTTYOutput: true,
    notTTYSchedule: 10_000,
    stream: process.stderr,
  },
  Presets.shades_classic,
)

Object.assign(process.env, ensurePrograms())
await buildPackages({ ifNeeded: true })
const store = await openStoreUnderTest(values.store, instanceNames(instances))
try {
  if (!values.json) bar.start(durationMs, 0, { seconds: 0, visits: 0, resolved: 0, violations: 0, fault: '' })
  const report = await soak({
    store,
    instances,
    durationMs,
    seed: Number(values.seed),
    visitors: Number(values.visitors),
    paceMs: Number(values.pace),
    onProgress: (progress) =>
      bar.update(Math.min(durationMs, progress.elapsedMs), {
        ...progress,
        seconds: Math.round(progress.elapsedMs / 1000),
      }),
  })
  bar.stop()
  const wrong = faultsOf(report)
  const { explanation, ...figures } = report
  console.log(values.json ? JSON.stringify({ ...figures, wrong }) : figures)
  if (!values.json && wrong.length > 0) console.error([explanation, ...wrong].join('\n'))
  process.exitCode = wrong.length === 0 ? 0 : 1
} finally {
  await store.close()
}
