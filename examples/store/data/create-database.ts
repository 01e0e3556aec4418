/** Creates the database once, however many threads and processes want it at the same time. */
import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'libsql'
import { fillDatabase } from './fill-database.ts'

/** A creator touches its marker far more often than this, so an older one was left by a crash. */
const abandonedAfterMs = 20_000
const pollMs = 100

export interface CreateOptions {
  readonly productCount: number
  readonly report?: (message: string) => void
}

/**
 * Makes sure that `file` is a complete database of the store.
 *
 * One caller fills a file beside it and gives it its name when it is whole; the others wait. Blocks, like the driver.
 */
export function ensureDatabase(file: string, options: CreateOptions): void {
  const marker = `${file}.creating`
  mkdirSync(path.dirname(file), { recursive: true })
  while (!existsSync(file)) {
    if (claim(marker)) return createDatabase(file, marker, options)
    if (isAbandoned(marker)) rmSync(marker, { force: true })
    else sleep(pollMs)
  }
}

function createDatabase(file: string, marker: string, { productCount, report = console.log }: CreateOptions): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  try {
    if (existsSync(file)) return
    const begunAt = Date.now()
    report(`Creating the store's database with ${productCount.toLocaleString('en-US')} products …`)
    const database = new Database(draft)
    fillDatabase(database, productCount, (done) => {
      const now = new Date()
      utimesSync(marker, now, now)
      const percent = Math.round((100 * done) / productCount)
      if (percent % 25 === 0) report(`  ${percent} %`)
    })
    database.close()
    publish(draft, file)
    report(`Created ${path.relative(process.cwd(), file)} in ${((Date.now() - begunAt) / 1000).toFixed(1)} s.`)
  } finally {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${draft}${suffix}`, { force: true })
    rmSync(marker, { force: true })
  }
}

function claim(marker: string): boolean {
  try {
    writeFileSync(marker, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function isAbandoned(marker: string): boolean {
  const touchedAt = statSync(marker, { throwIfNoEntry: false })?.mtimeMs
  return touchedAt !== undefined && Date.now() - touchedAt > abandonedAfterMs
}

/** Whoever comes second keeps the first one's file: it may be in use already. */
function publish(draft: string, file: string): void {
  try {
    linkSync(draft, file)
  } catch (error) {
    // Some file systems know no links; there the last one wins, and all are alike.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') renameSync(draft, file)
  }
}

function sleep(durationMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, durationMs)
}
