/** The row of a path: who may publish its pages and which versions are published. Small: bodies are in files of their own. */
import { decodeRecord, encodeRecord, uncoordinated } from '@everfresh/engine'
import type { Coordination, Entry, EntrySummary, LatestContent } from '@everfresh/engine'
import { nonce } from './names.ts'

/** The published version of a page. */
export interface PublishedVersion {
  /** The file that holds the whole record. */
  readonly file: string
  /** Its facts, for listings that read no bodies. `null` stands for "never". */
  readonly summary: Omit<EntrySummary, 'staleAt' | 'expiresAt'> & {
    readonly staleAt: number | null
    readonly expiresAt: number | null
  }
}

export interface PageRow extends Coordination {
  readonly namespace: string
  readonly published: PublishedVersion | null
}

export interface PathRow {
  readonly pages: readonly PageRow[]
  /** When the path's content was last published, and under which code. Outlives that page. */
  readonly latest: LatestContent | null
  /** The highest token of a page that was purged: a later grant must be above it. */
  readonly purgedToken: number
}

export const emptyRow: PathRow = { pages: [], latest: null, purgedToken: 0 }

export const pageIn = (row: PathRow, namespace: string): PageRow | undefined =>
  row.pages.find((page) => page.namespace === namespace)

export const coordinationIn = (row: PathRow, namespace: string): Coordination =>
  pageIn(row, namespace) ?? { ...uncoordinated, token: row.purgedToken }

export const withPage = (row: PathRow, page: PageRow): PathRow => ({
  ...row,
  pages: [...row.pages.filter(({ namespace }) => namespace !== page.namespace), page],
})

/** Forgets a page and what was published of it, but not which tokens are used up. */
export const withoutPage = (row: PathRow, page: PageRow): PathRow => ({
  ...row,
  pages: row.pages.filter((each) => each !== page),
  purgedToken: Math.max(row.purgedToken, page.token),
})

/** What a row notes of a version that was written to `file`. */
export function publishedVersion(file: string, entry: Entry, bytes: number): PublishedVersion {
  const { bodies: _bodies, staleAt, expiresAt, ...rest } = entry
  return { file, summary: { ...rest, bytes, staleAt: finite(staleAt), expiresAt: finite(expiresAt) } }
}

/** JSON has no `Infinity`. */
const finite = (time: number): number | null => (Number.isFinite(time) ? time : null)

export const summaryOf = ({ summary }: PublishedVersion): EntrySummary => ({
  ...summary,
  staleAt: summary.staleAt ?? Infinity,
  expiresAt: summary.expiresAt ?? Infinity,
})

export const publishedIn = (row: PathRow): number => row.pages.filter(({ published }) => published).length

/** What a row and its pages take on the disk, bytes. */
export const bytesOfRow = (row: PathRow): number =>
  row.pages.reduce((sum, { published }) => sum + (published?.summary.bytes ?? 0), bytesBesideBodies)

/** A folder and the last rows: mostly the blocks that a file system gives to small files. */
const bytesBesideBodies = 4_096

/** No two calls return the same bytes. */
export const encodeRow = (row: PathRow): Uint8Array => encodeRecord({ ...row, nonce: nonce() })

/** The row, or an empty one where the bytes are damaged: the path's pages are absent then, and are made again. */
export function decodeRow(bytes: Uint8Array): PathRow {
  const row = decodeRecord(bytes)?.document as PathRow | undefined
  return Array.isArray(row?.pages) ? row : emptyRow
}
