/**
 * Notices that the machine went down while the store was open.
 *
 * Without `durable`, the last moments before that are lost, and with them invalidations that were already acknowledged.
 * Which pages they were about nobody knows, so everything is declared stale: served, and regenerated behind.
 */
import { randomUUID } from 'node:crypto'
import { bootId } from './boot.ts'
import { newVersion } from './environment.ts'
import type { Environment } from './environment.ts'
import { LmdbStoreError } from './errors.ts'

const prefix = 'open:'

/**
 * Notes that this process has the store open, and returns how to take that back. Nothing where boots have no names.
 *
 * A full disk keeps nobody from opening and closing: then the note is missing, or stays.
 */
export async function noteOpen(environment: Environment, boot = bootId): Promise<() => Promise<void>> {
  if (boot === undefined) return async () => {}
  const key = Buffer.from(`${prefix}${boot}:${process.pid}:${randomUUID()}`)
  await environment.writeAll(() => void environment.meta.put(key, Buffer.of(1), newVersion())).catch(unlessFull)
  return async () => {
    // Transactions reach the disk in their order: what was written before is there when this is.
    await environment.writeAll(() => void environment.meta.remove(key)).catch(unlessFull)
  }
}

/** Whether the machine went down while a process had the store open. */
export function wentDownWhileOpen(environment: Environment, boot = bootId): boolean {
  return boot !== undefined && notes(environment).some((note) => note.boot !== boot)
}

/** Forgets earlier boots, and processes of this boot that are gone: what they wrote outlived them. */
export async function forgetTheDead(environment: Environment, boot = bootId): Promise<void> {
  const dead = notes(environment).filter((note) => note.boot !== boot || !isAlive(note.pid))
  if (dead.length === 0) return
  await environment
    .writeAll(() => {
      for (const { key } of dead) void environment.meta.remove(key)
    })
    .catch(unlessFull)
}

function unlessFull(error: unknown): void {
  if (!(error instanceof LmdbStoreError) || error.code !== 'STORE_FULL') throw error
}

interface Note {
  readonly key: Buffer
  readonly boot: string
  readonly pid: number
}

function notes(environment: Environment): Note[] {
  environment.refresh()
  const keys = [...environment.meta.getKeys({ start: Buffer.from(prefix), end: Buffer.from('open;') })]
  return keys.map((each) => {
    const key = Buffer.from(each)
    const [, boot = '', pid = ''] = key.toString().split(':')
    return { key, boot, pid: Number(pid) }
  })
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
