/** What is simulated: our own code, as it is or with one rule switched off. */
import { createEngine, waitForMembers } from '@everfresh/engine'
import { createMemoryPageStoreState, openMemoryPageStore } from '@everfresh/store-memory'

export interface Subject {
  readonly createEngine: typeof createEngine
  readonly waitForMembers: typeof waitForMembers
  readonly openMemoryPageStore: typeof openMemoryPageStore
  readonly createMemoryPageStoreState: typeof createMemoryPageStoreState
}

export const asItIs: Subject = { createEngine, waitForMembers, openMemoryPageStore, createMemoryPageStoreState }
