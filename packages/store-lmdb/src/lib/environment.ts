/**
 * The LMDB environment of a store: its tables, and the one way to write to them.
 *
 * Every write is conditional on the version of one row (`swap`). The condition is checked by LMDB's writer thread under
 * the lock of all processes, so no callback into JavaScript runs while that lock is held: a process whose event loop is
 * busy keeps nobody else from writing.
 */
import { open } from 'lmdb'
import type { Database, RootDatabase } from 'lmdb'
import { damaged, full, notWritable, storeClosed, writeFailed } from './errors.ts'
import { markFolder, prepareFolder } from './folder.ts'
import { FreeSpace, freeBytesOf } from './free-space.ts'
import { Gate } from './gate.ts'

export type Table = Database<Buffer, Buffer>

/** A row as it was read, with the version that a later `swap` is conditional on. */
export interface Versioned {
  readonly value: Buffer
  readonly version: number
}

/** That a row has the version that was read; `undefined`: that there is no such row. */
export interface Condition {
  readonly table: Table
  readonly key: Buffer
  readonly expected: number | undefined
}

export interface Environment {
  readonly directory: string
  /** One row per path: who may publish, what is published. Versioned. */
  readonly paths: Table
  /** Whole entries, by page and version. */
  readonly entries: Table
  /** Entries without bodies, by page. */
  readonly summaries: Table
  /** Paths in the order of their last use; no values. */
  readonly ages: Table
  /** The invalidation log, by position. */
  readonly log: Table
  /** By tag. */
  readonly floors: Table
  /** Tags in the order of their last invalidation; no values. */
  readonly floorAges: Table
  /** The log's state (versioned), its head, and which processes have the store open. */
  readonly meta: Table
  /**
   * Makes the following reads, until the next await, see one snapshot that is not older than this call.
   *
   * @throws LmdbStoreError STORE_CLOSED: reading a closed environment would end the process
   */
  refresh(): void
  read(table: Table, key: Buffer): Versioned | undefined
  /** The value of a row, good until the next read of any: without a buffer of its own, which costs more than the read. */
  glance(table: Table, key: Buffer): Uint8Array | undefined
  /**
   * Runs the puts and removes of `write` as one transaction if the row's version is still `expected` (`undefined`: if
   * there is no such row). Resolves with whether it was, once the transaction is committed. `bytes`: of the entry in it.
   *
   * @throws LmdbStoreError STORE_FULL, STORE_WRITE_FAILED, STORE_CLOSED; nothing was written then
   */
  swap(table: Table, key: Buffer, expected: number | undefined, write: () => void, bytes?: number): Promise<boolean>
  /** Like `swap`, where all of several rows have to be as they were. */
  swapAll(conditions: readonly Condition[], write: () => void, bytes?: number): Promise<boolean>
  /** Runs `write` as one transaction, whatever is there. */
  writeAll(write: () => void): Promise<void>
  /** How much the store holds now. */
  size(): StoreSize
  /** Frees the reader slots of processes that died. */
  checkReaders(): void
  close(): Promise<void>
}

export interface StoreSize {
  /** Of all tables, in whole pages of the file. */
  readonly bytes: number
  readonly entries: number
  readonly paths: number
}

const binary = { encoding: 'binary', keyEncoding: 'binary' } as const

/** Any number that no other version of the row is likely to have: a row that was removed and made anew differs. */
export const newVersion = (): number => 1 + Math.floor(Math.random() * (Number.MAX_SAFE_INTEGER - 1))

/**
 * Opens the environment in `directory`, creating it when missing.
 *
 * @throws LmdbStoreError STORE_NOT_WRITABLE, STORE_ON_NETWORK, STORE_DAMAGED, STORE_FORMAT_UNKNOWN, STORE_BUSY, STORE_FULL
 */
export async function openEnvironment(directory: string, durable: boolean): Promise<Environment> {
  prepareFolder(directory)
  const gate = new Gate(directory)
  try {
    const root = await gate.opening(() => openRoot(directory, durable))
    markFolder(directory)
    // What creates a table is a write like any other.
    const tables = await gate.writing(() => {
      // In an empty file there is nothing to read without them.
      if (rowsOf(root) === 0) new FreeSpace(directory, () => 0).take(0)
      return openTables(root, directory)
    })
    return environmentOf(directory, gate, root, tables)
  } catch (error) {
    gate.close()
    throw error
  }
}

function environmentOf(
  directory: string,
  gate: Gate,
  root: RootDatabase<Buffer, Buffer>,
  tables: ReturnType<typeof openTables>,
): Environment {
  const writing = new Set<Promise<unknown>>()
  const space = new FreeSpace(directory, () => sizeOf(tables).bytes)
  let closing: Promise<void> | undefined

  const write = async (transaction: () => Promise<boolean>, bytes: number): Promise<boolean> => {
    const giveBack = space.take(bytes)
    try {
      return await transaction()
    } catch (error) {
      throw await explained(error, directory)
    } finally {
      giveBack()
    }
  }

  const commit = async (transaction: () => Promise<boolean>, bytes = 0): Promise<boolean> => {
    if (closing) throw storeClosed(directory)
    const committed = gate.writing(() => write(transaction, bytes))
    writing.add(committed)
    try {
      return await committed
    } finally {
      writing.delete(committed)
    }
  }

  return {
    directory,
    ...tables,
    refresh() {
      if (closing) throw storeClosed(directory)
      root.resetReadTxn()
    },
    read: (table, key) => table.getEntry(key) as Versioned | undefined,
    glance(table, key) {
      const bytes = table.getBinaryFast(key)
      return bytes && new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    },
    swap: (table, key, expected, puts, bytes) => commit(() => writeIf([{ table, key, expected }], puts), bytes),
    swapAll: (conditions, puts, bytes) => commit(() => writeIf(conditions, puts), bytes),
    async writeAll(puts) {
      await commit(() => root.batch(puts))
    },
    size() {
      if (closing) throw storeClosed(directory)
      root.resetReadTxn()
      return sizeOf(tables)
    },
    checkReaders: () => void root.readerCheck(),
    close() {
      closing ??= (async () => {
        await Promise.allSettled(writing)
        await root.close()
        gate.close()
      })()
      return closing
    },
  }
}

/** Each condition lies within the one before: the puts are made where all of them hold. */
async function writeIf([condition, ...others]: readonly Condition[], puts: () => void): Promise<boolean> {
  if (!condition) return true
  const { table, key, expected } = condition
  let inner: Promise<boolean> | undefined
  const within = (): void => {
    if (others.length === 0) puts()
    else inner = writeIf(others, puts)
  }
  const outer = expected === undefined ? table.ifNoExists(key, within) : table.ifVersion(key, expected, within)
  // Both fail together: whoever left one of them alone would leave a rejection to nobody.
  const held = await Promise.all([outer, inner])
  return held.every((each) => each !== false)
}

function openRoot(directory: string, durable: boolean): RootDatabase<Buffer, Buffer> {
  try {
    return open<Buffer, Buffer>({
      ...binary,
      path: directory,
      noSubdir: false,
      maxDbs: 16,
      maxReaders: 512,
      // Otherwise lmdb makes a promise per event turn that nobody can catch: a full disk would end the process.
      eventTurnBatching: false,
      // On the disk before it is visible. The other way round, the lock of whoever flushes is a second one, and when its
      // owner is killed, LMDB gives up in a process that survives (decision 045).
      overlappingSync: false,
      // What makes a transaction count may follow later: a crash of the machine then takes back the last one, whole.
      noMetaSync: !durable,
    })
  } catch (cause) {
    if (codesOfMissingRights.has((cause as { code?: unknown }).code)) throw notWritable(directory, cause)
    throw damaged(directory, 'LMDB cannot open its file data.mdb', cause)
  }
}

/** EPERM, EACCES, EROFS. */
const codesOfMissingRights = new Set<unknown>([1, 13, 30])

function openTables(root: RootDatabase<Buffer, Buffer>, directory: string) {
  const table = (name: string): Table => root.openDB<Buffer, Buffer>({ ...binary, name })
  const versioned = (name: string): Table => root.openDB<Buffer, Buffer>({ ...binary, name, useVersions: true })
  try {
    return {
      paths: versioned('paths'),
      entries: table('entries'),
      summaries: table('summaries'),
      ages: table('ages'),
      log: table('log'),
      floors: table('floors'),
      floorAges: table('floor-ages'),
      meta: versioned('meta'),
    }
  } catch (cause) {
    void root.close()
    throw damaged(directory, 'LMDB cannot open its tables', cause)
  }
}

interface TableStatistics {
  readonly pageSize: number
  readonly entryCount: number
  readonly treeBranchPageCount: number
  readonly treeLeafPageCount: number
  readonly overflowPages: number
}

function sizeOf(tables: Readonly<Record<'paths' | 'summaries', Table>>): StoreSize {
  let bytes = 0
  for (const table of Object.values(tables)) {
    const at = table.getStats() as TableStatistics
    bytes += at.pageSize * (at.treeBranchPageCount + at.treeLeafPageCount + at.overflowPages)
  }
  return { bytes, entries: rowsOf(tables.summaries), paths: rowsOf(tables.paths) }
}

export const rowsOf = (table: Pick<Table, 'getStats'>): number => (table.getStats() as TableStatistics).entryCount

/** EIO is what LMDB reports when the disk took only a part of a write; then EFBIG, ENOSPC, EDQUOT and its own map limit. */
const codesOfFullDisks = new Set<unknown>([5, 27, 28, 122, -30792])

async function explained(failure: unknown, directory: string): Promise<Error> {
  const reason = (failure as { commitError?: Promise<never> }).commitError
  // The reason comes as the rejection of a promise of its own, which ends the process if nobody looks at it.
  const cause: unknown = reason ? await reason.catch((each: unknown) => each) : failure
  const { code } = cause as { code?: unknown }
  return codesOfFullDisks.has(code) ? full(directory, freeBytesOf(directory), cause) : writeFailed(directory, cause)
}
