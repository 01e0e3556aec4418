/** Runs in a render thread: loads a deployment's server bundle once and generates pages with it. */
import { constants, setPriority } from 'node:os'
import { getHeapStatistics } from 'node:v8'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { openPackAppender, type PackAppender } from '../build/pack-appender.ts'
import { begins, type JobClaim } from './job-claim.ts'
import { loadRuntime } from './load-runtime.ts'
import { packPage, type PackTask } from './pack-page.ts'
import { pageContentOf } from './page-content.ts'
import type { RenderSettings, RenderTask } from './render-types.ts'
import type { RenderRuntime } from './runtime-types.ts'

export interface RenderWorkerData {
  readonly serverDirectory: string
  readonly settings: RenderSettings
  readonly expireMs: number
  readonly compress: boolean
  /** Where a build has its pages written to; for `pack` jobs. */
  readonly packFile?: string | undefined
}

export type RenderJob =
  | { readonly kind: 'render'; readonly task: RenderTask }
  | { readonly kind: 'pack'; readonly task: PackTask }
  | { readonly kind: 'paths'; readonly route: string }
  | { readonly kind: 'has-initial-props'; readonly route: string }

export type RenderMessage =
  | { readonly kind: 'job'; readonly id: number; readonly job: RenderJob; readonly claim: JobClaim }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'ping' }
  /** Hand over what was printed; the thread will be ended. */
  | { readonly kind: 'flush' }

export type RenderReply =
  | { readonly kind: 'pong' }
  | { readonly kind: 'flushed' }
  | { readonly kind: 'result'; readonly id: number; readonly result: unknown; readonly heapBytes: number }

/** Errors lose their class on the way between threads; these parts are what a log needs. */
export interface RenderFailure {
  readonly failed: { readonly name: string; readonly message: string; readonly stack?: string; readonly code?: string }
}

if (!isMainThread && parentPort) listen(workerData as RenderWorkerData)

function listen(data: RenderWorkerData): void {
  const runtime = loadRuntime(data.serverDirectory, data.settings)
  // Awaited by the first job, which reports it; until then a broken bundle must not end the thread.
  runtime.catch(() => {})
  // A request that a page sends off without awaiting it, such as one for statistics, may fail without ending all the others.
  process.on('unhandledRejection', (error) => console.error('A page rejected a promise that nothing awaited:', error))
  if (data.settings.mode === 'runtime') yieldToServing()
  const pack = data.packFile === undefined ? undefined : openPackAppender(data.packFile)
  const running = new Set<number>()
  parentPort!.on('message', async (message: RenderMessage) => {
    if (message.kind === 'ping') return parentPort!.postMessage({ kind: 'pong' } satisfies RenderReply)
    if (message.kind === 'flush') return flush()
    if (message.kind === 'abort') return void running.delete(message.id)
    await runtime.catch(() => {})
    // Taken back while it waited: another thread has it, or nobody wants it any more.
    if (!begins(message.claim)) return
    running.add(message.id)
    const result = await runJob(runtime, data, pack, message.job, () => running.has(message.id))
    // Nobody waits for what was abandoned; that it ended is all there is to say.
    const kept = running.delete(message.id) ? result : undefined
    const reply: RenderReply = {
      kind: 'result',
      id: message.id,
      result: kept,
      heapBytes: getHeapStatistics().used_heap_size,
    }
    parentPort!.postMessage(reply, transferable(kept))
  })
}

/**
 * Where both want the same processor, visitors of pages that are there go before renders. Linux alone has priorities of threads; elsewhere
 * this would be that of the process.
 */
function yieldToServing(): void {
  if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL)
}

/** The callback of an empty write comes when everything before it has reached the serving thread. */
async function flush(): Promise<void> {
  await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))))
  parentPort!.postMessage({ kind: 'flushed' } satisfies RenderReply)
}

async function runJob(
  runtime: Promise<RenderRuntime>,
  { expireMs, compress }: RenderWorkerData,
  pack: PackAppender | undefined,
  job: RenderJob,
  isWanted: () => boolean,
): Promise<unknown> {
  try {
    const loaded = await runtime
    if (job.kind === 'paths') return await loaded.staticPaths(job.route)
    if (job.kind === 'has-initial-props') return await loaded.hasInitialProps(job.route)
    const render = async (task: RenderTask) => pageContentOf(await loaded.renderStatic(task), expireMs, compress)
    if (job.kind === 'pack') return await packPage(job.task, pack!, render, isWanted)
    return await render(job.task)
  } catch (error) {
    return { failed: describe(error) } satisfies RenderFailure
  }
}

/** The bodies move to the serving thread without being copied: they have an ArrayBuffer to themselves (see `page-content.ts`). */
function transferable(result: unknown): ArrayBuffer[] {
  const bodies = (result as { bodies?: Record<string, Uint8Array> } | undefined)?.bodies ?? {}
  return [...new Set(Object.values(bodies).map((body) => body.buffer as ArrayBuffer))]
}

function describe(error: unknown): RenderFailure['failed'] {
  if (!(error instanceof Error))
    return { name: 'Error', message: `Something that is no Error was thrown: ${String(error)}` }
  const { name, message, stack } = error
  const code = (error as { code?: unknown }).code
  return { name, message, ...(stack === undefined ? {} : { stack }), ...(typeof code === 'string' ? { code } : {}) }
}
