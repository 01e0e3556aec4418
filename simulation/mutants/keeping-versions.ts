/** What is kept is whole, only gets newer, and outlives failures: rules of versions, each switched off (invariants 4 to 6). */
import { type Hunted, lib } from './hunted.ts'

export const keepingVersions: readonly Hunted[] = [
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
    firstSeed: 700,
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
    file: `${lib}/entry.ts`,
    code: 'new Uint8Array(body)]',
    instead: 'body]',
  },
  {
    name: 'an answer is not renewed with its entry',
    breaks: 6,
    file: `${lib}/slot.ts`,
    code: 'this.#hit = this.#stale = this.#hitEvent = undefined',
    instead: `if (this.#hit) this.#hit = { ...this.#hit, entry: { ...this.#hit.entry, attributes: entry.attributes } }
    this.#stale = this.#hitEvent = undefined`,
  },
]
