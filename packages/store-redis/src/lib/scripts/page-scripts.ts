/** The scripts about pages. Re-exports only. */
export { acquire } from './acquire.ts'
export { fail } from './fail.ts'
export { publish, publishAndInvalidate } from './publish.ts'
export { purge } from './purge.ts'
export { renew } from './renew.ts'
export { seed } from './seed.ts'
