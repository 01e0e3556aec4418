/** The public surface of @everfresh/store-memory. */
export { MemoryPageStore, openMemoryPageStore } from './lib/memory-page-store.ts'
export type { MemoryPageStoreOptions } from './lib/memory-page-store.ts'
export { createMemoryPageStoreState } from './lib/state.ts'
export type { MemoryPageStoreState } from './lib/state.ts'
export { MemoryStoreError } from './lib/errors.ts'
export type { MemoryStoreErrorCode } from './lib/errors.ts'
