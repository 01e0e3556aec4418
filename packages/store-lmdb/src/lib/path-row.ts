/** The row of a path: who may publish its pages and which versions are published. Small, so that leases cost little. */
import { decodeRecord, encodeRecord, uncoordinated } from '@everfresh/engine'
import type { Coordination, LatestContent } from '@everfresh/engine'
import { ageKeyOf, endOf, pageKeyOf, versionKeyOf } from './keys.ts'
import { newVersion } from './environment.ts'
import type { Environment } from './environment.ts'

export interface PageRow extends Coordination {
  readonly namespace: string
  /** The published version; 0 when there is none. */
  readonly version: number
}

export interface PathRow {
  readonly pages: readonly PageRow[]
  /** When the path's content was last published, and under which code. Outlives that page. */
  readonly latest: LatestContent | null
  /** The highest token of a page that was purged: a later grant must be above it. */
  readonly purgedToken: number
  /** Seconds; coarse. */
  readonly usedAt: number
}

/** A row as it was read. Both are undefined where there is none; a damaged row has a version only. */
export interface FoundRow {
  readonly row: PathRow | undefined
  readonly version: number | undefined
}

export function readRow(environment: Environment, pathKey: Buffer): FoundRow {
  const found = environment.read(environment.paths, pathKey)
  return { row: found && rowIn(found.value), version: found?.version }
}

/** Like `readRow`, for whoever only wants to know what it says. */
export function glanceAtRow(environment: Environment, pathKey: Buffer): PathRow | undefined {
  const bytes = environment.glance(environment.paths, pathKey)
  return bytes && rowIn(bytes)
}

function rowIn(bytes: Uint8Array): PathRow | undefined {
  const row = decodeRecord(bytes)?.document as PathRow | undefined
  return Array.isArray(row?.pages) ? row : undefined
}

export const pageIn = (row: PathRow | undefined, namespace: string): PageRow | undefined =>
  row?.pages.find((page) => page.namespace === namespace)

export const coordinationIn = (row: PathRow | undefined, namespace: string): Coordination =>
  pageIn(row, namespace) ?? { ...uncoordinated, token: row?.purgedToken ?? 0 }

/** The row with `page` in it, used at `now` (epoch ms). */
export function withPage(row: PathRow | undefined, page: PageRow, now: number): PathRow {
  const others = row?.pages.filter(({ namespace }) => namespace !== page.namespace) ?? []
  return {
    latest: row?.latest ?? null,
    purgedToken: row?.purgedToken ?? 0,
    pages: [...others, page],
    usedAt: Math.floor(now / 1000),
  }
}

/** Within a transaction that is conditional on `before`: puts `after` in its place. */
export function putRow(environment: Environment, pathKey: Buffer, before: FoundRow, after: PathRow): void {
  const { paths, ages } = environment
  if (before.version !== undefined && !before.row) removeEverythingOf(environment, pathKey)
  void paths.put(pathKey, encoded(after), newVersion())
  if (before.row?.usedAt === after.usedAt) return
  if (before.row) void ages.remove(ageKeyOf(before.row.usedAt, pathKey))
  void ages.put(ageKeyOf(after.usedAt, pathKey), present)
}

/** Within a transaction that is conditional on `before`: removes the path and all its pages. */
export function removeRow(environment: Environment, pathKey: Buffer, before: FoundRow): void {
  removeEverythingOf(environment, pathKey)
  if (before.row) void environment.ages.remove(ageKeyOf(before.row.usedAt, pathKey))
  void environment.paths.remove(pathKey)
}

/** Within a transaction: removes what is stored of one page beside its row. */
export function removeVersion(environment: Environment, pathKey: Buffer, { namespace, version }: PageRow): void {
  if (version === 0) return
  void environment.entries.remove(versionKeyOf(pathKey, namespace, version))
  void environment.summaries.remove(pageKeyOf(pathKey, namespace))
}

/** By key and not by the row, so that it also sweeps up behind a damaged row. */
function removeEverythingOf({ entries, summaries }: Environment, pathKey: Buffer): void {
  for (const table of [entries, summaries]) {
    for (const key of [...table.getKeys({ start: pathKey, end: endOf(pathKey) })]) void table.remove(Buffer.from(key))
  }
}

const present = Buffer.of(1)

const encoded = (row: PathRow): Buffer => bufferOf(encodeRecord(row))

/** Bytes that stay as they are. */
export function copyOf(bytes: Uint8Array): Uint8Array {
  const copy = Buffer.allocUnsafeSlow(bytes.byteLength)
  copy.set(bytes)
  return copy
}

/** The same bytes under the name that LMDB takes. */
export const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
