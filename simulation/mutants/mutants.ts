/** Rules of the protocol, each switched off in turn: if the simulation did not notice, it would prove nothing. */
import type { Focus } from '../plan/plan-of-seed.ts'
import type { Plan } from '../plan/plan.ts'
import { regressions } from '../regressions/regressions.ts'
import type { Mutant } from './mutant.ts'

/** A mutant with the kinds of trouble in which it shows. */
export interface Hunted extends Mutant {
  readonly focus?: Focus
  /** Where to begin to look; seeds before that one do not show it. */
  readonly firstSeed?: number
  /** A plan that shows it, where seeds that do are rare. */
  readonly plan?: Plan
}

const lib = 'engine/src/lib'

/** What is lost shows only to those who begin before others have noticed it. */
const cameBackDuringFailover = regressions.find(({ was }) => was.includes('came back during a failover'))!.plan

/** A folder whose readers are far behind, with much that must not be missed. */
const late = {
  circumstances: { store: 'folder', visibilityMs: 1_000, stragglers: 0, renderMs: 10, failingRenders: 0 },
} as const satisfies Focus

/** Where to look for a mutant: over a store on one machine, unless it says otherwise, and with no help for when that is away. */
export const focusOf = ({ focus }: Hunted): Focus => ({
  ...focus,
  circumstances: { store: 'single', consistency: 'available', fallback: false, queue: false, ...focus?.circumstances },
})

export const mutants: readonly Hunted[] = [
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
    firstSeed: 190,
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
    name: 'what was queued while the store was away is forgotten',
    breaks: 3,
    file: `${lib}/pending.ts`,
    code: 'await this.#access.invalidate(batch.map(withoutId))',
    instead: 'void withoutId',
    focus: { faults: ['outage', 'crash'], circumstances: { queue: true } },
  },
  {
    name: 'what is loaded is not compared with what this instance knows',
    breaks: 1,
    file: `${lib}/memory.ts`,
    code: 'slot.raise(this.#floors.ofEntry(entry))',
    instead: '',
  },
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
    name: 'a late leader may publish',
    breaks: 4,
    file: `${lib}/coordination.ts`,
    code: 'export const mayPublish = (page: Coordination, token: number): boolean => page.token === token',
    instead: 'export const mayPublish = (page: Coordination, token: number): boolean => page.token >= token',
    focus: { faults: ['freeze', 'slow'], circumstances: { revalidateMs: 1_000, renderMs: 400 } },
  },
  {
    name: 'a build seeds over newer pages',
    breaks: 4,
    file: `${lib}/coordination.ts`,
    code: 'return !existing || (existing.generatedAt < entry.generatedAt && existing.asOf <= entry.asOf)',
    instead: 'return !existing || existing.path !== undefined',
    focus: { faults: ['crash'] },
  },
  {
    name: 'what was rendered without the store takes the place of what was not invalidated',
    breaks: 4,
    file: `${lib}/repair.ts`,
    code: 'return ranks[slot.freshness(now)] > ranks[freshnessOf(there, loaded.floors, now)]',
    instead: 'return now > 0 && ranks.fresh > 0',
  },
  {
    name: 'what was rendered without the store takes the place of what was published meanwhile',
    breaks: 4,
    file: `${lib}/coordination.ts`,
    code: 'if (isLeased(page, now) || replaces !== (existing?.version ?? 0)) return false',
    instead: 'if (isLeased(page, now) || replaces < 0) return false',
    firstSeed: 290,
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
  {
    name: 'nobody asks whether others have a newer version',
    breaks: 4,
    file: `${lib}/lookup.ts`,
    code: 'if (Math.abs(now - slot.checkedAt) >= recheckMs) {',
    instead: 'if (Math.abs(now - slot.checkedAt) >= Infinity) {',
    focus: { faults: [], circumstances: { revalidateMs: 1_000, stragglers: 0 } },
  },
  {
    name: 'a failed regeneration is shown to visitors',
    breaks: 5,
    file: `${lib}/visitor-wait.ts`,
    code: 'if (!slot || ',
    instead: 'if (slot || ',
    focus: { faults: ['renders'] },
  },
  {
    name: 'a failure removes the page',
    breaks: 5,
    file: 'store-memory/src/lib/memory-page-store.ts',
    code: 'if (after) this.#write(page, { ...known, coordination: after })\n  }',
    instead: 'if (after) this.#write(page, { entry: undefined, coordination: after })\n  }',
    focus: { faults: ['renders'] },
  },
  {
    name: 'bodies are kept that the renderer uses again',
    breaks: 6,
    file: `${lib}/rendered-entry.ts`,
    code: 'new Uint8Array(body)]',
    instead: 'body]',
  },
  {
    name: 'an answer is not renewed with its entry',
    breaks: 6,
    file: `${lib}/slot.ts`,
    code: `this.hit = Object.freeze<Lookup>({ state: 'hit', entry, collapsed: false })`,
    instead: `this.hit ??= { state: 'hit', entry: { ...entry, bodies: { ...entry.bodies } }, collapsed: false }
    ;(this.hit.entry as { attributes: object }).attributes = entry.attributes`,
  },
  {
    name: 'a visitor waits for the regeneration of a stale page',
    breaks: 7,
    file: `${lib}/lookup.ts`,
    code: `if (freshness === 'stale') return this.#useStale(slot, page, now, options)`,
    instead: `if (freshness === 'stale') return void this.#useStale(slot, page, now, options)`,
    focus: { faults: [], circumstances: { renderMs: 1_500, stragglers: 0 } },
  },
  {
    name: 'a hit asks the store',
    breaks: 7,
    file: `${lib}/lookup.ts`,
    code: 'if (!slot.visited) slot.visited = true',
    instead: 'void this.#parts.access.load(slot.entry)',
  },
  {
    name: 'a renderer learns who asks',
    breaks: 8,
    file: `${lib}/render-attempt.ts`,
    code: 'const request = { page, reason,',
    instead: 'const request = { page, reason, visitor: 1,',
  },
  {
    name: 'memory is not bounded',
    breaks: 9,
    file: `${lib}/memory.ts`,
    code: 'while (this.#bytes > this.#limit) {',
    instead: 'while (this.#bytes < 0) {',
    focus: { circumstances: { memoryBytes: 4_000 } },
  },
  {
    name: 'renders are not bounded',
    breaks: 9,
    file: `${lib}/scheduler.ts`,
    code: 'if (this.#mayBegin(lane, priority)) this.#begin(ticket)\n    else if (this.#makeRoom',
    instead: 'if (this.#places) this.#begin(ticket)\n    else if (this.#makeRoom',
    focus: { circumstances: { maxConcurrentRenders: 1, renderMs: 400 } },
  },
  {
    name: 'a render that never ends is waited for',
    breaks: 9,
    file: `${lib}/render-attempt.ts`,
    code: 'this.#abort(regenerationTimedOut(page.path, timeoutMs))',
    instead: 'void regenerationTimedOut(page.path, timeoutMs)',
    focus: { faults: ['renders'] },
  },
  {
    name: 'code that is brought back brings its old content back',
    breaks: 10,
    file: `${lib}/superseding.ts`,
    code: 'supersededElsewhere && entry.generatedAt < since',
    instead: 'supersededElsewhere && entry.generatedAt < since - Infinity',
    focus: { faults: ['crash'], circumstances: { codes: 2 } },
  },
]
