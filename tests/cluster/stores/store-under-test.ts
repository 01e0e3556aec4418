/** A store that a cluster runs over, and what can be broken about it. */
import type { Environment } from '../../support/child-process.ts'

export interface StoreUnderTest {
  readonly name: 'lmdb' | 'filesystem' | 'redis'
  /** Whether instances share a folder, as processes of one machine do, or have one each, as pods have. */
  readonly folders: 'shared' | 'own'
  /** How `instance` is told of it. */
  env(instance: string): Environment
  readonly faults: readonly StoreFault[]
  close(): Promise<void>
}

export interface StoreFault {
  readonly name: string
  /** Whether the store loses what it has acknowledged. */
  readonly loses?: boolean
  /** The instance that is cut off, or `store` when all are. */
  on(random: () => number, instances: readonly string[]): string
  /** Breaks it; returns what mends it. `on` is what `on` chose. */
  begin(on: string, random: () => number): Promise<() => Promise<void>>
}

/** The embedded store in the folder of the site: what can be broken about it is the processes. */
export const lmdbUnderTest = (): StoreUnderTest => ({
  name: 'lmdb',
  folders: 'shared',
  env: () => ({ EVERFRESH_STORE: 'lmdb' }),
  faults: [],
  close: async () => {},
})
