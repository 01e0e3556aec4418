/** One run of one process: what reaches it can be held back while it is frozen, and is lost once it is dead. */
import type { Kernel } from '../kernel/kernel.ts'

export class SimProcess {
  readonly kernel: Kernel
  #alive = true
  #frozen = false
  readonly #held: (() => void)[] = []

  constructor(kernel: Kernel) {
    this.kernel = kernel
  }

  get isAlive(): boolean {
    return this.#alive
  }

  get isFrozen(): boolean {
    return this.#frozen
  }

  /** Runs `run` in this process: now, when it thaws, or never. */
  enter(run: () => void): void {
    if (!this.#alive) return
    if (this.#frozen) this.#held.push(run)
    else run()
  }

  kill(): void {
    this.#alive = false
    this.#held.length = 0
  }

  freeze(): void {
    this.#frozen = true
  }

  /** Each thing that was held back becomes an event of its own, in order. */
  thaw(): void {
    if (!this.#frozen) return
    this.#frozen = false
    for (const run of this.#held.splice(0)) this.kernel.after(0, () => this.enter(run))
  }
}
