/** One call of the renderer, with an end: its result, its error, or the moment somebody lost patience. */
import type { Clock } from './clock.ts'
import type { PageRef, Rendered, Renderer } from './engine.ts'
import type { Entry, RenderReason } from './entry.ts'
import type { EngineError } from './errors.ts'
import { notKept, regenerationFailed, regenerationTimedOut } from './errors.ts'
import { NotKept } from './not-kept.ts'

/** Why a render was stopped from outside: its lease went to another instance, or the engine closes. */
export type StopReason = 'lease-lost' | 'closed'

export type RenderResult =
  | { readonly kind: 'rendered'; readonly rendered: Rendered }
  | { readonly kind: 'failed'; readonly error: EngineError }
  | { readonly kind: 'not-kept'; readonly error: EngineError }
  | { readonly kind: 'stopped'; readonly because: StopReason }

export interface AttemptOptions {
  readonly clock: Clock
  readonly timeoutMs: number
  /** Epoch ms. */
  readonly startedAt: number
  /** The version that stands. */
  readonly previous?: Entry | undefined
}

export class RenderAttempt<Context> {
  readonly result: Promise<RenderResult>
  /** Epoch ms. */
  readonly startedAt: number
  readonly #controller = new AbortController()
  #end!: (result: RenderResult) => void

  constructor(
    render: Renderer<Context>,
    page: PageRef<Context>,
    reason: RenderReason,
    { clock, timeoutMs, startedAt, previous }: AttemptOptions,
  ) {
    this.startedAt = startedAt
    let cancelTimeout = (): void => {}
    this.result = new Promise((resolve) => {
      // The first end counts: what comes after it is thrown away, were it a finished page.
      this.#end = (result) => {
        cancelTimeout()
        resolve(result)
      }
    })
    cancelTimeout = clock.schedule(timeoutMs, () => this.#abort(regenerationTimedOut(page.path, timeoutMs)))
    const failed = (cause: unknown): void =>
      this.#end(
        cause instanceof NotKept
          ? { kind: 'not-kept', error: notKept(page.path, cause) }
          : { kind: 'failed', error: regenerationFailed(page.path, cause) },
      )
    const request = { page, reason, signal: this.#controller.signal, ...(previous && { previous }) }
    // A renderer that throws before its first await is one that failed.
    new Promise<Rendered>((resolve) => resolve(render(request))).then(
      (rendered) => this.#end({ kind: 'rendered', rendered }),
      failed,
    )
  }

  stop(because: StopReason): void {
    this.#end({ kind: 'stopped', because })
    this.#controller.abort(because)
  }

  #abort(error: EngineError): void {
    this.#end({ kind: 'failed', error })
    this.#controller.abort(error)
  }
}
