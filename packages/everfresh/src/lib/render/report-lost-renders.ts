/** Notices renders that end without their own code noticing: they took too long, or their thread was lost with them. */
import type { Rendered } from '@everfresh/engine'
import { EverfreshError } from '../errors.ts'
import { failureOf, type ReportError } from './report-errors.ts'
import type { RenderTask } from './render-types.ts'

type Render = (task: RenderTask, signal: AbortSignal) => Promise<Rendered>

/** Tells `report` of them. What the code of a page throws is told where it is thrown, and is left alone here. */
export function reportingLostRenders(render: Render, report: ReportError): Render {
  return async (task, signal) => {
    // A site that closes, or that left the page to another instance, has lost nothing: its reasons are no errors.
    const onAbort = () => signal.reason instanceof Error && report(signal.reason, ...failureOf(task))
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      return await render(task, signal)
    } catch (error) {
      const isLost = error instanceof EverfreshError && error.code === 'RENDER_THREAD_LOST'
      if (isLost && !signal.aborted) report(error, ...failureOf(task))
      throw error
    } finally {
      signal.removeEventListener('abort', onAbort)
    }
  }
}
