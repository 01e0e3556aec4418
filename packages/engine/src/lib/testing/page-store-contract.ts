/** What every page store promises, as tests. A store's own test passes the way to open it, and adds what is special to it. */
import { describe } from 'vitest'
import { describeBeginning } from './page-store-contract/beginning.ts'
import { describeInvalidation } from './page-store-contract/invalidation.ts'
import { describeLeases } from './page-store-contract/leases.ts'
import { describeLog } from './page-store-contract/log.ts'
import { describePublishing } from './page-store-contract/publishing.ts'
import type { PageStoreSubject } from './page-store-contract/scene.ts'
import { describeSeeding, describeSuperseding } from './page-store-contract/seeding.ts'
import { describeClosing, describeDamage, describePurging } from './page-store-contract/upkeep.ts'

export type { ContractStoreOptions, PageStoreSubject } from './page-store-contract/scene.ts'

/** Defines the contract's tests for the store `name`, each on a store of its own and on a clock that the test moves. */
export function describePageStore(name: string, subject: PageStoreSubject): void {
  describe(`${name} keeps the contract of a page store`, () => {
    describePublishing(subject)
    describeLeases(subject)
    describeBeginning(subject)
    describeInvalidation(subject)
    describeLog(subject)
    describeSeeding(subject)
    describeSuperseding(subject)
    describePurging(subject)
    describeDamage(subject)
    describeClosing(subject)
  })
}
