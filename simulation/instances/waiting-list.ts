/** Invalidations that a machine keeps until the store is back, on a disk that outlives its processes. */
import type { PendingInvalidation, PendingInvalidations } from '@everfresh/engine'

export class WaitingList implements PendingInvalidations {
  #waiting: readonly PendingInvalidation[] = []

  list(): readonly PendingInvalidation[] {
    return this.#waiting
  }

  async add(pending: readonly PendingInvalidation[]): Promise<void> {
    this.#waiting = [...this.#waiting, ...pending]
  }

  async remove(ids: ReadonlySet<string>): Promise<void> {
    this.#waiting = this.#waiting.filter(({ id }) => !ids.has(id))
  }
}
