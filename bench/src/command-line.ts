/** What `npm run bench` is told. */
import { parseArgs } from 'node:util'
import { type BenchOptions, peerNames, type PeerName } from './options.ts'

export interface CommandLine {
  /** In the order in which they run. */
  readonly benches: readonly string[]
  readonly options: Omit<BenchOptions, 'machine'>
  readonly json: string | undefined
  /** Compare although the machine is too noisy. */
  readonly noisy: boolean
  /** Sites and peers are as the last run left them. */
  readonly prepared: boolean
}

/** @throws {Error} whose message is for the terminal. */
export function readCommandLine(args: readonly string[], known: readonly string[]): CommandLine {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      quick: { type: 'boolean', default: false },
      noisy: { type: 'boolean', default: false },
      prepared: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
      peer: { type: 'string', default: peerNames.join(',') },
      store: { type: 'string', default: 'lmdb' },
      pages: { type: 'string' },
    },
  })
  const named = positionals.length === 0 || positionals.includes('all') ? known : positionals
  const problems = [
    ...named
      .filter((name) => !known.includes(name))
      .map((name) => `There is no bench "${name}". Known: ${known.join(', ')}, all.`),
  ]
  const peers = values.peer.split(',')
  const strangers = peers.filter((peer) => !peerNames.includes(peer as PeerName))
  problems.push(...strangers.map((peer) => `There is no peer "${peer}". Known: ${peerNames.join(', ')}.`))
  const count = (flag: 'rounds' | 'seconds' | 'pages', text: string): number => {
    const number = Number(text)
    if (!Number.isInteger(number) || number < 1) problems.push(`--${flag} takes whole numbers from 1, not "${text}".`)
    return number
  }
  const options = {
    rounds: count('rounds', values.rounds ?? (values.quick ? '2' : '3')),
    seconds: count('seconds', values.seconds ?? (values.quick ? '2' : '3')),
    quick: values.quick,
    peers: peers as PeerName[],
    stores: values.store.split(','),
    sizes: (values.pages ?? (values.quick ? '1000,10000' : '1000,10000,100000,1000000'))
      .split(',')
      .map((text) => count('pages', text)),
  }
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const { json, noisy, prepared } = values
  return { benches: known.filter((name) => named.includes(name)), options, json, noisy, prepared }
}
