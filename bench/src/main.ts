/** `npm run bench -- <name>`: measures Everfresh beside its peers, in one run, and prints ratios. */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { benchAnswers } from './answers.ts'
import { benchCluster } from './cluster.ts'
import { benchHit } from './hit.ts'
import type { BenchOptions, BenchResult } from './hit.ts'
import { benchScale } from './scale.ts'
import type { ScaleOptions } from './scale.ts'

type Bench = (options: BenchOptions & ScaleOptions) => Promise<BenchResult>

const benches: Readonly<Record<string, Bench>> = {
  hit: benchHit,
  answers: benchAnswers,
  cluster: benchCluster,
  scale: benchScale,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    peer: { type: 'string', default: 'next,node-http' },
    store: { type: 'string', default: 'lmdb' },
    pages: { type: 'string', default: '1000,10000,100000,1000000' },
  },
})

const [name = 'hit'] = positionals
const bench = benches[name]
if (bench === undefined) {
  process.stderr.write(`There is no bench "${name}". Known: ${Object.keys(benches).join(', ')}.\n`)
  process.exit(1)
}
const result = await bench({
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  peers: values.peer.split(','),
  stores: values.store.split(','),
  sizes: values.pages.split(',').map(Number),
})
process.stdout.write(`${result.report}\n`)
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(result.figures, null, 2)}\n`)
