/** What one machine has read of a folder, and reads again only after a while. */
import type { Kernel } from '../../kernel/kernel.ts'
import type { Random } from '../../kernel/random.ts'
import { chance } from '../../kernel/random.ts'

/** Some reads are exact all the same: caches are dropped for many reasons. */
const exactShare = 0.2

export class LateReads {
  readonly #kernel: Kernel
  readonly #random: Random
  readonly #visibilityMs: number
  readonly #read = new Map<string, { readonly value: unknown; readonly at: number }>()

  constructor(kernel: Kernel, random: Random, visibilityMs: number) {
    this.#kernel = kernel
    this.#random = random
    this.#visibilityMs = visibilityMs
  }

  /** What `read` answers now, or answered up to `visibilityMs` ago. */
  of<T>(name: string, read: () => T): T {
    const known = this.#read.get(name)
    const isOld = !known || this.#kernel.now - known.at >= this.#visibilityMs
    return isOld || chance(this.#random, exactShare) ? this.now(name, read) : (known.value as T)
  }

  /** What `read` answers now. */
  now<T>(name: string, read: () => T): T {
    const value = read()
    this.#read.set(name, { value, at: this.#kernel.now })
    return value
  }

  /** This machine has written it: the next read is exact. */
  forget(name: string): void {
    this.#read.delete(name)
  }
}
