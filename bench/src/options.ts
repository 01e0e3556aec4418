/** What benches are told by the command line. */
import type { Machine } from './machine.ts'

export interface BenchOptions {
  /** That count; one more before them warms up. */
  readonly rounds: number
  /** Of load per server, variant and round. */
  readonly seconds: number
  /** Fewer pages, for a first look. Targets that need all of them are then not measured. */
  readonly quick: boolean
  /** Measured beside Everfresh. */
  readonly peers: readonly PeerName[]
  /** `lmdb`, `filesystem`, or the URL of a Redis. */
  readonly stores: readonly string[]
  /** Numbers of pages. */
  readonly sizes: readonly number[]
  readonly machine: Machine
}

export const peerNames = ['next', 'nginx', 'varnish', 'node-http', 'nitro', 'fastify'] as const
export type PeerName = (typeof peerNames)[number]
