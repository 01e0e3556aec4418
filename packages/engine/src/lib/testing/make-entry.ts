/** Entries for tests that need one and care about little of it. */
import type { Entry } from '../entry.ts'

/** An entry of `/a` with a body of `bytes` bytes, never stale, that says what `changes` say. */
export function makeEntry(changes: Partial<Entry> = {}, bytes = 100): Entry {
  return {
    namespace: 'code-1',
    path: '/a',
    bodies: { html: new Uint8Array(bytes) },
    attributes: { status: 200 },
    version: 1,
    asOf: 1,
    tags: [],
    deployment: 'deployment-1',
    reason: 'miss',
    generatedAt: 0,
    renderMs: 1,
    staleAt: Infinity,
    expiresAt: Infinity,
    ...changes,
  }
}
