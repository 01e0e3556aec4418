/** An entry as bytes, for every store that keeps bytes. */
import type { Entry } from './entry.ts'
import type { EntrySummary } from './page-store.ts'
import { decodeRecord, encodeRecord } from './record-codec.ts'

/** JSON has no `Infinity`: "never" is written as null. */
interface StoredEntry extends Omit<Entry, 'bodies' | 'staleAt' | 'expiresAt'> {
  readonly bodyNames: readonly string[]
  readonly staleAt: number | null
  readonly expiresAt: number | null
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
  const record = decodeRecord(bytes)
  if (!record || !isStoredEntry(record.document)) return undefined
  const { bodyNames, staleAt, expiresAt, ...rest } = record.document
  if (bodyNames.length !== record.bodies.length) return undefined
  // fromEntries defines properties, so that a body called `__proto__` is only a body.
  const bodies = Object.fromEntries(bodyNames.map((name, i) => [name, record.bodies[i]!]))
  return { ...rest, bodies, staleAt: staleAt ?? Infinity, expiresAt: expiresAt ?? Infinity }
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
