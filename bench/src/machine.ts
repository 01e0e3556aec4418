/** How steady the machine is during a bench: a constant server between the rounds, and what others take while the bench rests. */
import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { load } from './load.ts'
import { benchDirectory } from './requirements.ts'
import { startServer } from './server-process.ts'
import { spreadOf, type Spread } from './statistics.ts'

export interface Noise {
  /** Requests per second of the constant server. */
  readonly constant: Spread
  /** Most that others used of all cores while the bench rested, 0 to 1. */
  readonly others: number
  /** Most that the host withheld from this machine, 0 to 1 of all cores. */
  readonly steal: number
}

export interface Machine {
  /** To be called between rounds, when no server of the bench has anything to do. Takes 1.5 s. */
  calibrate(): Promise<void>
}

/** Beyond these a comparison says more about the machine than about the servers. */
export const limits = { range: 0.3, others: 0.1, steal: 0.05 } as const

export interface WatchedMachine extends Machine {
  /** Since the last call. Undefined when nothing was calibrated. */
  takeNoise(): Noise | undefined
  close(): Promise<void>
}

const restMs = 500

export async function openMachine(): Promise<WatchedMachine> {
  const file = `${benchDirectory}peers/calibration.json`
  await mkdir(`${benchDirectory}peers`, { recursive: true })
  const answer = { status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.alloc(28_800, 'x') }
  await writeFile(file, JSON.stringify({ identity: { ...answer, body: answer.body.toString('base64') } }))
  const server = await startServer('constant', [`${benchDirectory}src/constant-server.js`, file], benchDirectory, '/')
  let rates: number[] = []
  let rests: { others: number; steal: number }[] = []
  return {
    async calibrate() {
      const before = processorTicks()
      await setTimeout(restMs)
      rests.push(shares(before, processorTicks()))
      rates.push((await load(server.url, {}, 1)).requestsPerSecond)
    },
    takeNoise() {
      if (rates.length === 0) return undefined
      const others = Math.max(...rests.map((rest) => rest.others))
      const steal = Math.max(...rests.map((rest) => rest.steal))
      const noise = { constant: spreadOf(rates), others, steal }
      rates = []
      rests = []
      return noise
    },
    close: () => server.stop(),
  }
}

/** Why figures that were measured in such noise are not to be compared; empty when they are. */
export function objectionsTo({ constant, others, steal }: Noise): string[] {
  const range = (constant.max - constant.min) / constant.median
  const percent = (share: number) => `${Math.round(share * 100)} %`
  const beyond = (what: string, share: number, limit: number) =>
    share > limit ? [`${what} ${percent(share)} (at most ${percent(limit)})`] : []
  return [
    ...beyond('a constant server varied between rounds by', range, limits.range),
    ...beyond('while the bench rested, others used of the processors', others, limits.others),
    ...beyond('the host withheld of the processors', steal, limits.steal),
  ]
}

interface Ticks {
  readonly busy: number
  readonly steal: number
  readonly all: number
}

/** The first line of /proc/stat: user nice system idle iowait irq softirq steal. */
export function ticksOf(stat: string): Ticks {
  const numbers = stat.slice(0, stat.indexOf('\n')).trim().split(/\s+/).slice(1, 9).map(Number)
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = numbers
  return {
    busy: user + nice + system + irq + softirq,
    steal,
    all: numbers.reduce((sum, number) => sum + number, 0),
  }
}

const processorTicks = () => ticksOf(readFileSync('/proc/stat', 'latin1'))

export function shares(before: Ticks, after: Ticks): { others: number; steal: number } {
  const all = Math.max(1, after.all - before.all)
  return { others: (after.busy - before.busy) / all, steal: (after.steal - before.steal) / all }
}

export const machineText = (): { cpu: string; cores: number; node: string } => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  node: process.version,
})
