/** How a renderer says that there is nothing to keep, and that nothing went wrong. */

/**
 * To be thrown by a renderer whose page turned out to be for one visitor only. Nothing is published and nothing counts as a
 * failure: whoever waits is told with an EngineError NOT_KEPT, whose `cause` this is, and the next request tries again.
 */
export class NotKept extends Error {
  override readonly name = 'NotKept'
  /** In a word, for headers and logs. */
  readonly reason: string

  constructor(reason: string) {
    super(`the page is not kept: ${reason}`)
    this.reason = reason
  }
}
