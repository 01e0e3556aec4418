/** The store's database, opened once per thread: pages are rendered in several, API routes run in another. */
import Database from 'libsql'
import { ensureDatabase } from './create-database.ts'
import { databaseFile } from './place.js'
import { schemaVersion } from './schema.ts'
import { adminPassword, webhookSecret } from './secrets.js'

export type Row = Readonly<Record<string, unknown>>
export type Value = string | number | null

export interface StoreDatabase {
  /** Runs a query and returns all its rows. */
  rows(sql: string, ...values: Value[]): Row[]
  /** Runs a query and returns its first row. */
  row(sql: string, ...values: Value[]): Row | undefined
  /** Runs a statement and returns how many rows it changed. */
  run(sql: string, ...values: Value[]): number
  close(): void
}

export const productCount = 100_000

const key = Symbol.for('everfresh.example-store.database')
const shared = globalThis as typeof globalThis & { [key]?: StoreDatabase }

/** Returns this thread's connection, creating the database when there is none. */
export function database(): StoreDatabase {
  // Kept on the thread's global object: a bundler may give several pages a copy of this module each.
  return (shared[key] ??= openStore())
}

function openStore(): StoreDatabase {
  ensureDatabase(databaseFile(), { productCount })
  // Asked for here so that they are printed when the store first starts, not at the first webhook.
  webhookSecret()
  adminPassword()
  return openDatabase(databaseFile())
}

/**
 * Opens the complete database in `file`.
 *
 * @throws Error when it was made by another version of this example.
 */
export function openDatabase(file: string): StoreDatabase {
  const connection = new Database(file)
  connection.pragma('busy_timeout = 5000')
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = NORMAL')
  const [version] = connection.prepare('PRAGMA user_version').all() as [{ user_version: number }]
  if (version.user_version !== schemaVersion) {
    connection.close()
    throw new Error(`${file} was made by another version of this store. Delete it, and it will be made again.`)
  }
  return wrap(connection)
}

function wrap(connection: Database.Database): StoreDatabase {
  const statements = new Map<string, Database.Statement<unknown[]>>()
  const prepared = (sql: string) => {
    const known = statements.get(sql)
    if (known !== undefined) return known
    const statement = connection.prepare<unknown[]>(sql)
    statements.set(sql, statement)
    return statement
  }
  const rows = (sql: string, ...values: Value[]) => prepared(sql).all(...values) as Row[]
  return {
    rows,
    row: (sql, ...values) => rows(sql, ...values)[0],
    run: (sql, ...values) => prepared(sql).run(...values).changes,
    close: () => connection.close(),
  }
}
