/** The public surface of @everfresh/store-filesystem. */
export { openFilesystemPageStore } from './lib/filesystem-page-store.ts'
export type { FilesystemPageStore } from './lib/filesystem-page-store.ts'
export type { FilesystemPageStoreOptions } from './lib/options.ts'
export { FilesystemStoreError } from './lib/errors.ts'
export type { FilesystemStoreErrorCode } from './lib/errors.ts'
