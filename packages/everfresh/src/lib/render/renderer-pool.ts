/**
 * Generates pages in worker threads, so that the thread that answers hits never runs React (DESIGN §2).
 *
 * Why no pool library: those give a job that can be aborted a thread of its own, and a page that waits 200 ms for its data
 * would block a core's worth of others meanwhile (decisions/010-own-render-threads.md).
 */
import { availableParallelism } from 'node:os'
import type { Rendered } from '@everfresh/engine'
import { renderAborted, renderThreadLost } from './errors.ts'
import { openLocalRenderer } from './local-renderer.ts'
import type { PackedFacts, PackTask } from './pack-page.ts'
import { type PendingJob, RenderThread } from './render-thread.ts'
import type { RenderFailure, RenderJob, RenderWorkerData } from './render-worker.ts'
import type { RenderTask } from './render-types.ts'
import type { StaticPathList } from './runtime-types.ts'

export interface RendererPoolOptions extends RenderWorkerData {
  /** Render threads. 0 renders in the calling thread, for sites whose modules share state with their API routes. */
  readonly threads?: number
  /** A thread whose heap grew past this is replaced once it is idle, bytes. Default 512 MiB. */
  readonly memoryLimitBytes?: number
  /** When the threads are started, unless a job comes before. Default: at once. */
  readonly startsAfter?: Promise<unknown>
}

export interface RendererPool {
  /** @throws what the site's code threw, rebuilt as an Error with its name, message, stack and code. */
  render(task: RenderTask, signal: AbortSignal): Promise<Rendered>
  /** Generates a page into the pack that the pool was opened with. @throws as `render` does. */
  pack(task: PackTask, signal: AbortSignal): Promise<PackedFacts>
  staticPaths(route: string): Promise<StaticPathList>
  hasInitialProps(route: string): Promise<boolean>
  readonly threads: number
  close(): Promise<void>
}

/** One core stays with the serving thread. */
export const defaultThreads = () => Math.max(1, Math.min(4, availableParallelism() - 1))

/** A build serves nobody meanwhile. */
export const buildThreads = () => Math.min(8, availableParallelism())

/** A job whose thread was lost is tried once more: another job of that thread may have been the cause. */
const maxLosses = 2

export function openRendererPool(options: RendererPoolOptions): RendererPool {
  const count = options.threads ?? defaultThreads()
  if (count === 0) return { ...openLocalRenderer(options), threads: 0 }
  const { serverDirectory, settings, expireMs, compress, packFile, memoryLimitBytes = 512 * 1024 * 1024 } = options
  const threads = new Set<RenderThread>()
  let started = false
  let closed = false

  const open = () => {
    const thread = new RenderThread(
      { serverDirectory, settings, expireMs, compress, packFile },
      { lost, replied, blocked },
    )
    threads.add(thread)
  }

  const start = () => {
    if (started || closed) return
    started = true
    for (let index = 0; index < count; index++) open()
  }

  function lost(thread: RenderThread, jobs: readonly PendingJob[], failure: unknown): void {
    threads.delete(thread)
    if (!closed && threads.size < count) open()
    for (const job of jobs) {
      job.losses++
      if (job.losses >= maxLosses || closed) job.reject(renderThreadLost('it exited or stopped answering', failure))
      else post(job)
    }
  }

  function replied(thread: RenderThread): void {
    if (thread.retiring) return
    if (thread.heapBytes >= memoryLimitBytes) retire(thread)
    // One that stands in for a blocked thread is needed until that one is back, or gone.
    else if (threads.size > count && ![...threads].some((each) => each.isBlocked)) {
      const idle = [...threads].findLast((each) => each.load === 0)
      if (idle !== undefined) retire(idle)
    }
  }

  function retire(thread: RenderThread): void {
    thread.retiring = true
    threads.delete(thread)
    if (threads.size < count) open()
    if (thread.load === 0) void thread.close()
  }

  /** Code that does not give its thread back must not hold up the pages that wait behind it. */
  function blocked(_thread: RenderThread, jobs: readonly PendingJob[]): void {
    const isEveryBlocked = [...threads].every((each) => each.isBlocked)
    if (isEveryBlocked && threads.size < 2 * count) open()
    for (const job of jobs) post(job)
  }

  const post = (job: PendingJob) => {
    start()
    let best: RenderThread | undefined
    for (const thread of threads) if (best === undefined || isBetter(thread, best)) best = thread
    best!.post(job)
  }

  const run = <T>(job: RenderJob, signal?: AbortSignal): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (closed || signal?.aborted) return reject(renderAborted())
      const onAbort = () => (pending.abandon(), reject(renderAborted()))
      // A build's signals live for a minute: what listens to them would keep its page in memory as long.
      const settled = () => signal?.removeEventListener('abort', onAbort)
      const pending: PendingJob = {
        job,
        losses: 0,
        reject: (error) => (settled(), reject(error)),
        resolve: (result) => (settled(), isFailure(result) ? reject(errorOf(result)) : resolve(result as T)),
        abandon: () => {},
      }
      post(pending)
      signal?.addEventListener('abort', onAbort, { once: true })
    })

  if (options.startsAfter === undefined) start()
  else void options.startsAfter.then(start)
  return {
    threads: count,
    render: (task, signal) => run<Rendered>({ kind: 'render', task }, signal),
    pack: (task, signal) => run<PackedFacts>({ kind: 'pack', task }, signal),
    staticPaths: (route) => run<StaticPathList>({ kind: 'paths', route }),
    hasInitialProps: (route) => run<boolean>({ kind: 'has-initial-props', route }),
    async close() {
      closed = true
      await Promise.all([...threads].map((thread) => thread.close()))
    },
  }
}

const isBetter = (a: RenderThread, b: RenderThread) => (a.isBlocked === b.isBlocked ? a.load < b.load : !a.isBlocked)

const isFailure = (result: unknown): result is RenderFailure =>
  typeof result === 'object' && result !== null && 'failed' in result

function errorOf({ failed }: RenderFailure): Error {
  const error = new Error(failed.message)
  error.name = failed.name
  if (failed.stack !== undefined) error.stack = failed.stack
  if (failed.code !== undefined) (error as { code?: string }).code = failed.code
  return error
}
