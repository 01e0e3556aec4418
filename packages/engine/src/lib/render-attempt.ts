/** One call of the renderer, with an end: its result, its error, or the moment somebody lost patience. */
import type { Clock } from './clock.ts'
import type { PageRef, Rendered, Renderer } from './engine.ts'
import type { RenderReason } from './entry.ts'
import type { EngineError } from './errors.ts'
import { regenerationFailed, regenerationTimedOut } from './errors.ts'

/** Why a render was stopped from outside: its lease went to another instance, or the engine closes. */
export type StopReason = 'lease-lost' | 'closed'

export type RenderResult =
  | { readonly kind: 'rendered'; readonly rendered: Rendered }
  | { readonly kind: 'failed'; readonly error: EngineError }
  | { readonly kind: 'stopped'; readonly because: StopReason }

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
    { clock, timeoutMs, startedAt }: { readonly clock: Clock; readonly timeoutMs: number; readonly startedAt: number },
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
    const failed = (cause: unknown): void => this.#end({ kind: 'failed', error: regenerationFailed(page.path, cause) })
    // A renderer that throws before its first await is one that failed.
    new Promise<Rendered>((resolve) => resolve(render({ page, reason, signal: this.#controller.signal }))).then(
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
