/** What every call of a store goes through: it is refused once the store is closed, and fails with an error that says where. */
import { accessFailed, contended, storeClosed } from './errors.ts'
import { mostAttempts, pause } from './pause.ts'

export class Calls {
  readonly #directory: string
  #ending: Promise<void> | undefined

  constructor(directory: string) {
    this.#directory = directory
  }

  /** @throws FilesystemStoreError STORE_CLOSED */
  assertOpen(): void {
    if (this.#ending) throw storeClosed(this.#directory)
  }

  /** @throws FilesystemStoreError STORE_CLOSED, STORE_ACCESS_FAILED and its kin for what the file system answers. */
  async do<T>(body: () => Promise<T>): Promise<T> {
    this.assertOpen()
    try {
      return await body()
    } catch (error) {
      throw accessFailed(this.#directory, error)
    }
  }

  /**
   * Decides again from what is there then, until nobody else was faster.
   *
   * @param decide Answers undefined when somebody was.
   * @throws FilesystemStoreError STORE_ACCESS_FAILED when somebody was again and again, and as `do`.
   */
  untilFirst<T>(decide: () => Promise<{ readonly answer: T } | undefined>): Promise<T> {
    return this.do(async () => {
      for (let attempt = 0; attempt < mostAttempts; attempt++) {
        const decided = await decide()
        if (decided) return decided.answer
        this.assertOpen()
        await pause(attempt)
      }
      throw contended(this.#directory)
    })
  }

  /** Refuses calls from now on. `finish` is run once, however often this is called. */
  end(finish: () => Promise<void>): Promise<void> {
    return (this.#ending ??= finish())
  }
}
