/** One renders, and nothing that is declared old meanwhile is lost: rules of flights and leases, each switched off (invariants 2 and 3). */
import { type Hunted, lib } from './hunted.ts'

export const regenerating: readonly Hunted[] = [
  {
    name: 'the lease on a page is not respected',
    breaks: 2,
    file: `${lib}/coordination.ts`,
    code: 'if (isLeased(before, now)) {',
    instead: 'if (isLeased(before, -1)) {',
  },
  {
    name: 'a page is rendered though somebody was faster',
    breaks: 2,
    file: `${lib}/coordination.ts`,
    code: `if (loaded && satisfies(loaded, request, now)) return { answer: { kind: 'fresh', loaded } }`,
    instead: 'void satisfies',
  },
  {
    name: 'leases are not renewed',
    breaks: 2,
    file: `${lib}/lease-renewal.ts`,
    code: 'cancel = clock.schedule(lease.ttlMs / 3, () => void renew())',
    instead: 'void [clock, lease, renew]',
    focus: { faults: [], circumstances: { renderMs: 1_500, stragglers: 0 } },
  },
  {
    name: 'what was queued while the store was away is forgotten',
    breaks: 3,
    file: `${lib}/pending.ts`,
    code: 'await this.#access.invalidate(batch.map(withoutId))',
    instead: 'void withoutId',
    focus: { faults: ['outage', 'crash'], circumstances: { queue: true } },
  },
  {
    name: 'a revalidation joins the render under way',
    breaks: 3,
    file: `${lib}/single-flight.ts`,
    code: 'return this.asOf === undefined || this.asOf >= need',
    instead: 'return this.asOf === undefined || need >= 0',
    also: [
      {
        file: `${lib}/revalidation.ts`,
        code: 'return outcome.slot.entry.asOf >= need ? outcome.slot : undefined',
        instead: 'return need > 0 ? outcome.slot : undefined',
      },
    ],
  },
  {
    name: 'a page counts as of its publish',
    breaks: 3,
    file: 'store-memory/src/lib/memory-page-store.ts',
    code: 'version: token, asOf: known.coordination.asOf }',
    instead: 'version: token, asOf: this.head() }',
  },
  {
    name: 'a version counts as newer for its number alone',
    breaks: 3,
    file: `${lib}/memory.ts`,
    code: 'if (here.version <= there.version || here.asOf < there.asOf) return false',
    instead: 'if (here.version <= there.version) return false\n  if (here.version > there.version) return true',
    focus: { faults: ['clock-jump', 'eviction'], circumstances: { store: 'cluster' } },
    firstSeed: 150,
  },
]
