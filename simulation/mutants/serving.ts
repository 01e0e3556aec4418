/** Nobody waits, everything is bounded, and a render knows no visitor: rules of serving, each switched off (invariants 7 to 10). */
import { type Hunted, lib } from './hunted.ts'

export const serving: readonly Hunted[] = [
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
