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

/** Its message is all that the terminal needs. */
export class WrongUsage extends Error {}

export function usage(known: readonly string[]): string {
  return `npm run bench -- [all | ${known.join(' | ')}] …

  --peer A,B      measure beside these only: ${peerNames.join(', ')}
  --rounds N      that count, after one that warms up (3)
  --seconds N     of load per server and round (3)
  --store A,B     for scale: lmdb, filesystem, or the URL of a Redis (lmdb)
  --pages N,M     for scale: numbers of pages (1000,10000,100000,1000000)
  --quick         a first look: fewer rounds and pages, no report
  --prepared      sites and peers are as the last run left them
  --noisy         compare although others use the machine
  --json FILE     every single round, too`
}

/** @throws {WrongUsage} naming everything that is wrong with it. */
export function readCommandLine(args: readonly string[], known: readonly string[]): CommandLine {
  const { values, positionals } = parsed(args)
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
  if (problems.length > 0) throw new WrongUsage(problems.join('\n'))
  const { json, noisy, prepared } = values
  return { benches: known.filter((name) => named.includes(name)), options, json, noisy, prepared }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
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
  } catch (error) {
    throw new WrongUsage(`${(error as Error).message.split('. ')[0]}.`, { cause: error })
  }
}
