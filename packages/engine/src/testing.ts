/** What tests of the engine, of stores and of applications on it need. Re-exports only. */
export { FaultyPageStore } from './lib/testing/faulty-store.ts'
export type { Fault, FaultyStoreOptions, StoreOperation } from './lib/testing/faulty-store.ts'
export { ManualClock } from './lib/testing/manual-clock.ts'
export { describePageStore } from './lib/testing/page-store-contract.ts'
export type { ContractStoreOptions, PageStoreSubject } from './lib/testing/page-store-contract.ts'
