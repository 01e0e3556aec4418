/** The public surface of @everfresh/store-lmdb. */
export { openLmdbPageStore } from './lib/lmdb-page-store.ts'
export type { LmdbPageStore } from './lib/lmdb-page-store.ts'
export type { LmdbPageStoreOptions } from './lib/options.ts'
export { LmdbStoreError } from './lib/errors.ts'
export type { LmdbStoreErrorCode } from './lib/errors.ts'
