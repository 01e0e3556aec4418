/** An entry as bytes, for every store that keeps bytes. */
import type { Entry } from './entry.ts'
import type { EntrySummary, Glimpse } from './page-store.ts'
import { decodeRecord, encodeRecord } from './record-codec.ts'
import type { StoredRecord } from './record-codec.ts'

/** JSON has no `Infinity`: "never" is written as null. */
interface StoredEntry extends Omit<Entry, 'bodies' | 'staleAt' | 'expiresAt'> {
  readonly bodyNames: readonly string[]
  readonly staleAt: number | null
  readonly expiresAt: number | null
}

interface EntryRecord extends StoredRecord {
  readonly document: StoredEntry
}

/** Returns the whole entry as one block of bytes that proves its own integrity. */
export function encodeEntry(entry: Entry): Uint8Array {
  const { bodies, ...summary } = entry
  const bodyNames = Object.keys(bodies)
  const document: StoredEntry = { ...summary, ...finite(entry), bodyNames }
  return encodeRecord(
    document,
    bodyNames.map((name) => bodies[name]!),
  )
}

/**
 * Returns the entry that `encodeEntry` was given, or `undefined` for bytes that are damaged, cut off or of a format that
 * this version does not know: to the caller there is no such entry. Bodies are views of `bytes`; keep it unchanged.
 */
export function decodeEntry(bytes: Uint8Array): Entry | undefined {
  const record = entryRecordIn(bytes)
  return record && entryOf(record.document, bodiesOf(record.document.bodyNames, record.bodies))
}

/** Like `decodeEntry`, with the bodies beside the entry: for bytes that do not stay as they are. */
export function decodeGlimpse(bytes: Uint8Array): Pick<Glimpse, 'entry' | 'bodies'> | undefined {
  const record = entryRecordIn(bytes)
  if (!record) return undefined
  return { entry: entryOf(record.document, {}), bodies: bodiesOf(record.document.bodyNames, record.bodies) }
}

function entryRecordIn(bytes: Uint8Array): EntryRecord | undefined {
  const record = decodeRecord(bytes)
  if (!record || !isStoredEntry(record.document)) return undefined
  return record.document.bodyNames.length === record.bodies.length ? (record as EntryRecord) : undefined
}

/** Named one by one: the rest of an object would be copied by the runtime, and not by compiled code. */
function entryOf(stored: StoredEntry, bodies: Entry['bodies']): Entry {
  return {
    namespace: stored.namespace,
    path: stored.path,
    version: stored.version,
    asOf: stored.asOf,
    tags: stored.tags,
    deployment: stored.deployment,
    reason: stored.reason,
    generatedAt: stored.generatedAt,
    renderMs: stored.renderMs,
    staleAt: stored.staleAt ?? Infinity,
    expiresAt: stored.expiresAt ?? Infinity,
    attributes: stored.attributes,
    bodies,
  }
}

function bodiesOf(names: readonly string[], all: readonly Uint8Array[]): Entry['bodies'] {
  // fromEntries defines properties, so that a body called `__proto__` is only a body.
  if (names.includes('__proto__')) return Object.fromEntries(names.map((name, i) => [name, all[i]!]))
  const bodies: Record<string, Uint8Array> = {}
  for (let i = 0; i < names.length; i++) bodies[names[i]!] = all[i]!
  return bodies
}

/** Returns an entry's summary as bytes, for listings that read no bodies. */
export function encodeSummary(summary: EntrySummary): Uint8Array {
  return encodeRecord({ ...summary, ...finite(summary) })
}

/** Returns the summary that `encodeSummary` was given, or `undefined` for anything else. */
export function decodeSummary(bytes: Uint8Array): EntrySummary | undefined {
  const document = decodeRecord(bytes)?.document as (Omit<StoredEntry, 'bodyNames'> & { bytes: number }) | undefined
  if (typeof document?.path !== 'string' || typeof document.bytes !== 'number') return undefined
  return { ...document, staleAt: document.staleAt ?? Infinity, expiresAt: document.expiresAt ?? Infinity }
}

const finite = ({ staleAt, expiresAt }: Pick<Entry, 'staleAt' | 'expiresAt'>) => ({
  staleAt: Number.isFinite(staleAt) ? staleAt : null,
  expiresAt: Number.isFinite(expiresAt) ? expiresAt : null,
})

const isStoredEntry = (document: unknown): document is StoredEntry =>
  typeof document === 'object' &&
  document !== null &&
  Array.isArray((document as StoredEntry).bodyNames) &&
  Array.isArray((document as StoredEntry).tags) &&
  typeof (document as StoredEntry).path === 'string'
