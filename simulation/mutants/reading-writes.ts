/** Whoever has declared something old sees it no more, on no instance: barriers, leases and marks, each switched off (invariant 1). */
import type { Focus } from '../plan/plan-of-seed.ts'
import { regressions } from '../regressions/regressions.ts'
import { type Hunted, lib } from './hunted.ts'

/** What is lost shows only to those who begin before others have noticed it. */
const cameBackDuringFailover = regressions.find(({ was }) => was.includes('came back during a failover'))!.plan

/** A folder whose readers are far behind, with much that must not be missed. */
const late = {
  circumstances: { store: 'folder', visibilityMs: 1_000, stragglers: 0, renderMs: 10, failingRenders: 0 },
} as const satisfies Focus

export const readingWrites: readonly Hunted[] = [
  {
    name: 'no barrier: invalidations are not waited for',
    breaks: 1,
    file: `${lib}/invalidation.ts`,
    code: `return (await this.#parts.access.barrier(cursor, takenBy)) === 'reached'`,
    instead: 'return cursor !== takenBy',
  },
  {
    name: 'memory is trusted without a coherence lease',
    breaks: 1,
    file: `${lib}/coherence-lease.ts`,
    code: 'return this.#clock.monotonic() < this.#monotonicEnd && this.#clock.now() < this.#wallEnd',
    instead: 'return this.#monotonicEnd > 0',
    focus: { faults: ['cut'] },
  },
  {
    name: 'a suspended machine trusts its memory',
    breaks: 1,
    file: `${lib}/coherence-lease.ts`,
    code: ' && this.#clock.now() < this.#wallEnd',
    instead: '',
    focus: { faults: ['freeze'] },
  },
  {
    name: 'the lease counts from the answer',
    breaks: 1,
    file: `${lib}/lease-coherence.ts`,
    code: 'this.#lease.extend(sentAt)',
    instead: 'this.#lease.extend(this.#lease.read())',
    focus: { faults: ['freeze', 'slow'], circumstances: { stragglers: 0.05 } },
  },
  {
    name: 'a process answers for the one that it replaces',
    breaks: 1,
    file: `${lib}/create-engine.ts`,
    code: 'const member = `${instance}/${globalThis.crypto.randomUUID()}`',
    instead: 'const member = instance',
    focus: { faults: ['replace'] },
  },
  {
    name: 'the barrier trusts a list of members that may lack some',
    breaks: 1,
    file: `${lib}/barrier.ts`,
    code: ' && roll.keptForMs >= waitMs',
    instead: '',
    firstSeed: 250,
    focus: { faults: ['rollback'] },
  },
  {
    name: 'the barrier does not notice that its entry is lost',
    breaks: 1,
    file: `${lib}/barrier.ts`,
    code: `if (roll === undefined) return 'diverged'`,
    instead: `if (roll === undefined) return 'reached'`,
    firstSeed: 400,
    focus: { faults: ['rollback'] },
  },
  {
    name: 'nobody reminds the store of what it has lost',
    breaks: 1,
    file: `${lib}/lease-coherence.ts`,
    code: 'if (this.#owed.length > 0) void this.#remind()',
    instead: '',
    plan: cameBackDuringFailover,
  },
  {
    name: 'what came after a failover is trusted at once',
    breaks: 1,
    file: `${lib}/lease-coherence.ts`,
    code: 'this.#doubtsStore = (tail.keptForMs ?? Infinity) < reminderMs && !this.#lease.isValid()',
    instead: 'this.#doubtsStore = false',
    plan: cameBackDuringFailover,
  },
  {
    name: 'the barrier forgets how late an instance may read what others have written',
    breaks: 1,
    file: `${lib}/barrier.ts`,
    code: '(coherenceLeaseMs + visibilityMs) * 1.02 + 50',
    instead: '(coherenceLeaseMs + visibilityMs * 0) * 1.02 + 50',
    focus: { ...late, faults: ['cut'] },
  },
  {
    name: 'an instance is trusted before others can know of it',
    breaks: 1,
    file: `${lib}/presence.ts`,
    code: '|| this.#visibilityMs === 0',
    instead: '|| this.#visibilityMs >= 0',
    focus: { ...late, faults: ['crash'] },
  },
  {
    name: 'what may be read late is not marked without a lease',
    breaks: 1,
    file: `${lib}/lease-coherence.ts`,
    code: '(this.#isLate && !this.#lease.isValid())',
    instead: '(this.#isLate && false)',
    firstSeed: 210,
    focus: { ...late, faults: ['crash'] },
  },
  {
    name: 'who wants to be strict is shown old pages that say so',
    breaks: 1,
    file: `${lib}/visitor-wait.ts`,
    code: 'Lookup {\n    if (this.#isStrict) throw error',
    instead: 'Lookup {',
    focus: { faults: ['renders'], circumstances: { consistency: 'strict' } },
  },
  {
    name: 'what cannot be compared with the store is not marked, be it a copy or in memory',
    breaks: 1,
    file: `${lib}/lookup.ts`,
    code: `return degraded(slot, isFresh ? 'hit' : 'stale', 'store-unavailable')`,
    instead: `return { ...degraded(slot, isFresh ? 'hit' : 'stale', 'store-unavailable'), degraded: undefined }`,
    focus: { faults: ['cut'], circumstances: { fallback: true } },
  },
  {
    name: 'what is loaded is not compared with what this instance knows',
    breaks: 1,
    file: `${lib}/memory.ts`,
    code: 'slot.raise(this.#floors.ofEntry(loaded.entry))',
    instead: '',
  },
]
