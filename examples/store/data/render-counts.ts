/**
 * Counts how often pages were rendered since the server started.
 *
 * Kept in the database, because the threads that render share nothing else with the one that answers API routes.
 */
import { database, type StoreDatabase } from './database.ts'

/** Threads read the same start to within a few milliseconds; processes with one pid are further apart. */
const sameStartMs = 2000

const registered = new WeakMap<StoreDatabase, number>()

/** Counts one run of `getStaticProps` for the page at `path`. */
export function countRender(path: string, to: StoreDatabase = database()): void {
  to.run(
    `INSERT INTO render_counts VALUES (?, ?, 1)
     ON CONFLICT (process_id, path) DO UPDATE SET count = count + 1`,
    processId(to),
    path,
  )
}

/** How often the page at `path` was rendered since this process started. */
export const renderCount = (path: string, from: StoreDatabase = database()): number =>
  Number(
    from.row('SELECT count FROM render_counts WHERE process_id = ? AND path = ?', processId(from), path)?.count ?? 0,
  )

/** All pages rendered since this process started, with their counts. */
export const renderCounts = (from: StoreDatabase = database()): Record<string, number> =>
  Object.fromEntries(
    from
      .rows('SELECT path, count FROM render_counts WHERE process_id = ? ORDER BY count DESC, path', processId(from))
      .map((row) => [row.path as string, row.count as number]),
  )

/** When this process started, in epoch milliseconds. */
export const startedAt = (): number => Math.round(Date.now() - process.uptime() * 1000)

/** This process's row, the same one in all its threads; counts of processes that are gone go with the first call. */
function processId(store: StoreDatabase): number {
  const known = registered.get(store)
  if (known !== undefined) return known
  forgetTheGone(store)
  store.run(
    'INSERT INTO processes (pid, started_at) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM processes WHERE pid = ?1)',
    process.pid,
    startedAt(),
  )
  const id = Number(store.row('SELECT id FROM processes WHERE pid = ?', process.pid)?.id)
  registered.set(store, id)
  return id
}

function forgetTheGone(store: StoreDatabase): void {
  for (const row of store.rows('SELECT id, pid, started_at FROM processes')) {
    if (isRunning(row.pid as number, row.started_at as number)) continue
    store.run('DELETE FROM render_counts WHERE process_id = ?', row.id as number)
    store.run('DELETE FROM processes WHERE id = ?', row.id as number)
  }
}

function isRunning(pid: number, started: number): boolean {
  // In a container every server has the same number: a row of an earlier start is not ours.
  if (pid === process.pid) return Math.abs(started - startedAt()) < sameStartMs
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
