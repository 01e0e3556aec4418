/** The durable intent of a revalidation: that the page is due. Declared once, by whoever comes to it first. */
import type { Invalidator } from './invalidation.ts'
import type { Awaitable, Begun, Declaration, Invalidation, LogPosition } from './page-store.ts'
import { tagOfPath } from './tags.ts'

/** From its declaration on every instance knows that the page is due, even if this one dies. */
export class Intent {
  readonly #invalidator: Pick<Invalidator<never>, 'append' | 'appendWith'>
  readonly #due: readonly Invalidation[]
  /** For when the store is away: nobody knows then when the page is rendered. */
  readonly #unusable: readonly Invalidation[]
  #position: LogPosition | undefined

  constructor(invalidator: Pick<Invalidator<never>, 'append' | 'appendWith'>, path: string) {
    this.#invalidator = invalidator
    const tag = tagOfPath(path)
    this.#due = [{ tag, kind: 'soft' }]
    this.#unusable = [{ tag, kind: 'hard' }]
  }

  get isDeclared(): boolean {
    return this.#position !== undefined
  }

  /** Resolves to its place in the log. @throws EngineError STORE_UNAVAILABLE, INVALIDATION_QUEUED */
  async declare(): Promise<LogPosition> {
    return (this.#position ??= (await this.#invalidator.append(this.#due, this.#unusable)).position)
  }

  /**
   * Declares it in the step in which `begin` gets the lease. `undefined` where that did not come about.
   *
   * @throws EngineError STORE_UNAVAILABLE, INVALIDATION_QUEUED
   */
  async begin(begin: (declaration: Declaration) => Awaitable<Begun | undefined>): Promise<Begun | undefined> {
    const begun = await this.#invalidator.appendWith(this.#due, this.#unusable, begin)
    if (begun) this.#position = begun.declared.position
    return begun
  }
}
