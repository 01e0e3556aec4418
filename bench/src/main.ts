/** `npm run bench -- <name>`: measures Everfresh beside its peers, in one run, and prints ratios beside their targets. */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { benches } from './benches.ts'
import { machineText, objectionsTo, openMachine, type Noise } from './machine.ts'
import { peerNames, type BenchOptions, type PeerName } from './options.ts'
import { tell } from './progress.ts'
import type { BenchResult } from './result.ts'
import { tableOf } from './table.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    noisy: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    peer: { type: 'string', default: peerNames.join(',') },
    store: { type: 'string', default: 'lmdb' },
    pages: { type: 'string' },
  },
})

const known = [...Object.keys(benches), 'all']
const [name = 'all'] = positionals
if (!known.includes(name)) stop(`There is no bench "${name}". Known: ${known.join(', ')}.`)
const peers = values.peer.split(',')
const strangers = peers.filter((peer) => !peerNames.includes(peer as PeerName))
if (strangers.length > 0) stop(`There is no peer "${strangers.join('", "')}". Known: ${peerNames.join(', ')}.`)

function stop(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

const machine = await openMachine()
const options: BenchOptions = {
  rounds: Number(values.rounds ?? (values.quick ? 2 : 3)),
  seconds: Number(values.seconds ?? (values.quick ? 2 : 4)),
  quick: values.quick,
  peers: peers as PeerName[],
  stores: values.store.split(','),
  sizes: (values.pages ?? (values.quick ? '1000,10000' : '1000,10000,100000,1000000')).split(',').map(Number),
  machine,
}

const results: { readonly result: BenchResult; readonly noise: Noise | undefined }[] = []
try {
  for (const each of name === 'all' ? Object.keys(benches) : [name]) {
    tell(`${each} …`)
    const result = await benches[each]!(options)
    tell('')
    const noise = machine.takeNoise()
    const objections = noise === undefined ? [] : objectionsTo(noise)
    if (objections.length > 0 && !values.noisy) {
      process.stdout.write(`\n${each}: not compared, because ${objections.join('; ')}.\n`)
      process.stdout.write('Run it again when the machine is quiet, or with --noisy to compare all the same.\n')
      process.exitCode = 1
      continue
    }
    results.push({ result, noise })
    process.stdout.write(`\n${each}\n\n${result.report}\n`)
    if (objections.length > 0) process.stdout.write(`\nNoisy: ${objections.join('; ')}.\n`)
    const verdicts = result.verdicts.map(({ figure, measured, target, met }) => [
      figure,
      measured,
      target,
      met === undefined ? '' : met ? 'met' : 'missed',
    ])
    process.stdout.write(`\n${tableOf(['figure', 'measured', 'target', ''], verdicts)}\n`)
  }
} finally {
  await machine.close()
}
if (values.json !== undefined) {
  const benched = results.map(({ result, noise }) => ({ bench: result.name, noise, ...result }))
  await writeFile(values.json, `${JSON.stringify({ machine: machineText(), benches: benched }, null, 2)}\n`)
}
