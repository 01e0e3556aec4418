/**
 * Writes answers out of memory that is used again: what is read for one visitor would be garbage as soon as it is sent, and collecting
 * that costs more than reading it.
 */
import type { Writable } from 'node:stream'

/** Bytes of an answer that fits into a slab; a larger one gets memory of its own. */
export const slabBytes = 128 * 1024

/** So many slabs in all. While clients keep them waiting, other answers get memory of their own. */
export const mostSlabs = 16

interface Slab {
  readonly bytes: Buffer
  /** The callback of the write out of it: only then has the system taken its bytes. */
  readonly giveBack: (error?: Error | null) => void
}

/**
 * A slab belongs to the write that was made out of it until that calls back, however long its client takes, and nobody else writes
 * into it meanwhile. After a write that failed it is not used again.
 */
export class Slabs {
  readonly #free: Slab[] = []
  #made = 0

  /** Writes `head` (Latin-1) and `body` as one. `body` may change as soon as this returns. */
  write(to: Writable, head: string, body: Uint8Array | undefined): void {
    const size = head.length + (body?.byteLength ?? 0)
    const slab = size <= slabBytes ? this.#take() : undefined
    const bytes = slab?.bytes ?? Buffer.allocUnsafeSlow(size)
    bytes.write(head, 0, 'latin1')
    if (body !== undefined) bytes.set(body, head.length)
    if (slab === undefined) to.write(bytes)
    else to.write(bytes.subarray(0, size), slab.giveBack)
  }

  /** Of those that are not waiting to be sent. */
  get free(): number {
    return this.#free.length
  }

  #take(): Slab | undefined {
    const free = this.#free.pop()
    if (free !== undefined || this.#made >= mostSlabs) return free
    this.#made++
    const slab: Slab = {
      bytes: Buffer.allocUnsafeSlow(slabBytes),
      giveBack: (error) => {
        if (error) this.#made--
        else this.#free.push(slab)
      },
    }
    return slab
  }
}
