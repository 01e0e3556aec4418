/** Invalidations that wait for the page store, in a file: a line each, with a checksum, on the disk before they are accepted. */
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { crc32 } from 'node:zlib'
import type { PendingInvalidation, PendingInvalidations } from '@everfresh/engine'
import { EverfreshError } from '../errors.ts'

/** Beyond this, invalidations are refused: a store that is away for so long needs somebody to look after it. */
const mostPending = 100_000

/**
 * Opens the file, which need not exist, and reads what was left in it. A line that was cut off, or is damaged, was never accepted,
 * and is left out.
 */
export async function openPendingFile(file: string): Promise<PendingInvalidations> {
  await mkdir(dirname(file), { recursive: true })
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  let pending: readonly PendingInvalidation[] = text.split('\n').flatMap(parsed)
  // What follows a line that was cut off would be part of it.
  if (text !== '' && !text.endsWith('\n')) await replace(file, pending)
  let last: Promise<unknown> = Promise.resolve()
  /** One after the other, whatever becomes of the one before. */
  const inTurn = <T>(write: () => Promise<T>): Promise<T> => {
    const written = last.then(write, write)
    last = written.catch(() => {})
    return written
  }
  return {
    list: () => pending,
    add: (more) =>
      inTurn(async () => {
        if (pending.length + more.length > mostPending) throw tooManyPending()
        await append(file, more)
        pending = [...pending, ...more]
      }),
    remove: (ids) =>
      inTurn(async () => {
        const left = pending.filter(({ id }) => !ids.has(id))
        await replace(file, left)
        pending = left
      }),
  }
}

const tooManyPending = () =>
  new EverfreshError('TOO_MANY_PENDING', `${mostPending} invalidations wait for the page store already. Bring it back.`)

const lineOf = (pending: PendingInvalidation): string => {
  const json = JSON.stringify(pending)
  return `${checksumOf(json)} ${json}\n`
}

const checksumOf = (json: string): string => crc32(json).toString(16).padStart(8, '0')

function parsed(line: string): PendingInvalidation[] {
  const json = line.slice(9)
  return line !== '' && line.slice(0, 8) === checksumOf(json) ? [JSON.parse(json) as PendingInvalidation] : []
}

async function append(file: string, pending: readonly PendingInvalidation[]): Promise<void> {
  const handle = await open(file, 'a')
  const { size } = await handle.stat()
  try {
    await handle.appendFile(pending.map(lineOf).join(''))
    await handle.datasync()
  } catch (error) {
    // What was refused must not be done later.
    await handle.truncate(size).catch(() => {})
    throw error
  } finally {
    await handle.close()
  }
}

async function replace(file: string, pending: readonly PendingInvalidation[]): Promise<void> {
  if (pending.length === 0) return rm(file, { force: true })
  const next = `${file}.next`
  await rm(next, { force: true })
  await append(next, pending)
  await rename(next, file)
}
