/** What this instance has appended to the log: where it is, and whether it was taken in here with the store's answer. */
import type { Coherence } from './coherence.ts'
import type { Cursor, News } from './page-store.ts'

/** `takenBy`: the member that has it already, so that nobody has to wait for what that one acknowledges. */
export interface Declared extends Cursor {
  readonly takenBy?: string
}

/** Hands on what a store tells of an append before it answers. */
export class Taking {
  readonly #coherence: Coherence
  #takenBy: string | undefined

  constructor(coherence: Coherence) {
    this.#coherence = coherence
  }

  readonly onNews = (news: News): void => void (this.#takenBy = this.#coherence.take(news))

  at(cursor: Cursor): Declared {
    return this.#takenBy === undefined ? cursor : { ...cursor, takenBy: this.#takenBy }
  }
}
