/** One render thread as its pool sees it: jobs under way, a heartbeat that tells when its code does not give it back, its memory. */
import type { Worker } from 'node:worker_threads'
import { renderThreadLost } from './errors.ts'
import { type JobClaim, openClaim, takesBack } from './job-claim.ts'
import { openWorker } from './open-worker.ts'
import type { RenderJob, RenderMessage, RenderReply, RenderWorkerData } from './render-worker.ts'

export interface PendingJob {
  readonly job: RenderJob
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
  /** How many threads were lost with it. */
  losses: number
  /** Gives it up, wherever it is by now. */
  abandon: () => void
}

interface Posted {
  readonly pending: PendingJob
  readonly claim: JobClaim
}

export interface RenderThreadEvents {
  /** The thread ended without being asked to. Its jobs are handed back. */
  lost(thread: RenderThread, jobs: readonly PendingJob[], failure: unknown): void
  replied(thread: RenderThread): void
  /** It does not answer for now. Jobs that it has not begun are handed back. */
  blocked(thread: RenderThread, jobs: readonly PendingJob[]): void
}

/** A thread with work is pinged this often, and counts as blocked when it has not answered by the next time, ms. */
const heartbeatMs = 500

/** A thread that is blocked for this long, while it still runs what was abandoned, is in an endless loop, ms. */
const unresponsiveMs = 2_000

/** How long a thread may take to hand over what was printed in it, ms. */
const flushMs = 1_000

export class RenderThread {
  readonly #worker: Worker
  readonly #posted = new Map<number, Posted>()
  readonly #events: RenderThreadEvents
  /** Given up after they began, and not known to have ended. */
  readonly #abandoned = new Set<number>()
  /** Of these, the ones since which the thread has not answered: one of them may be what blocks it. By the last ping before. */
  readonly #suspects = new Map<number, number>()
  #nextId = 0
  #pings = 0
  #pongs = 0
  #heartbeat: NodeJS.Timeout | undefined
  #isReady = false
  #answered = true
  #blockedBeats = 0
  #closed = false
  #flushed = () => {}
  #failure: unknown
  heapBytes = 0
  /** Takes no new jobs, and ends with its last one. */
  retiring = false

  constructor(data: RenderWorkerData, events: RenderThreadEvents) {
    this.#events = events
    this.#worker = openWorker('render-worker', data)
    this.#worker.on('message', (reply: RenderReply) => this.#receive(reply))
    this.#worker.on('error', (error) => (this.#failure = error))
    this.#worker.on('exit', () => this.#ended())
    this.#worker.unref()
  }

  get load(): number {
    return this.#posted.size
  }

  get isBlocked(): boolean {
    return this.#blockedBeats > 0
  }

  post(pending: PendingJob): void {
    const id = ++this.#nextId
    const claim = openClaim()
    this.#posted.set(id, { pending, claim })
    pending.abandon = () => this.#abandon(id)
    // A thread with work keeps the process alive; an idle one does not.
    this.#worker.ref()
    this.#worker.postMessage({ kind: 'job', id, job: pending.job, claim } satisfies RenderMessage)
    this.#beatLater()
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#heartbeat)
    await this.#flush()
    await this.#worker.terminate()
  }

  /** What its pages printed is still on its way, and would be lost with it. One that does not answer has nothing to say. */
  #flush(): Promise<void> {
    if (!this.#isReady || this.isBlocked) return Promise.resolve()
    return new Promise((resolve) => {
      const late = setTimeout(resolve, flushMs)
      this.#flushed = () => (clearTimeout(late), resolve())
      this.#worker.postMessage({ kind: 'flush' })
    })
  }

  /** Gives a job up: its result will not be looked at, and a thread that it blocks is ended. */
  #abandon(id: number): void {
    const posted = this.#posted.get(id)
    if (posted === undefined) return
    this.#posted.delete(id)
    if (takesBack(posted.claim)) return this.#settle()
    this.#abandoned.add(id)
    this.#suspects.set(id, this.#pings)
    this.#worker.postMessage({ kind: 'abort', id })
    // Asked at once: what begins next may keep the thread busy for a while, and is not to blame.
    this.#ping()
    this.#beatLater()
    this.#settle()
  }

  #receive(reply: RenderReply): void {
    this.#isReady = true
    this.#answered = true
    this.#blockedBeats = 0
    if (reply.kind === 'pong') return this.#acquit()
    if (reply.kind === 'flushed') return this.#flushed()
    this.#suspects.delete(reply.id)
    if (this.#abandoned.delete(reply.id)) return this.#settle()
    this.heapBytes = reply.heapBytes
    const posted = this.#posted.get(reply.id)
    this.#posted.delete(reply.id)
    posted?.pending.resolve(reply.result)
    this.#settle()
    this.#events.replied(this)
  }

  #ping(): void {
    this.#pings++
    this.#worker.postMessage({ kind: 'ping' })
  }

  /** Answers come in the order of the pings: whoever was given up before this one was sent has given the thread back. */
  #acquit(): void {
    this.#pongs++
    for (const [id, ping] of this.#suspects) if (ping < this.#pongs) this.#suspects.delete(id)
  }

  #beatLater(): void {
    if (this.#heartbeat !== undefined || this.#closed) return
    this.#answered = false
    this.#ping()
    this.#heartbeat = setTimeout(() => {
      this.#heartbeat = undefined
      this.#beat()
    }, heartbeatMs)
    this.#heartbeat.unref()
  }

  #beat(): void {
    // One that is still being started answers nobody, and is not blocked.
    if (!this.#answered && this.#isReady) {
      this.#blockedBeats++
      const jobs = this.#takeBackWaiting()
      if (this.#blockedBeats * heartbeatMs >= unresponsiveMs && this.#isBlockedInVain) void this.#worker.terminate()
      if (jobs.length > 0) this.#events.blocked(this, jobs)
    }
    if (this.#posted.size > 0 || this.#suspects.size > 0 || this.isBlocked) this.#beatLater()
  }

  /** By something that nobody waits for any more: whatever else may block it is a render that is wanted, and has its time. */
  get #isBlockedInVain(): boolean {
    return this.#suspects.size > 0 || this.#posted.size === 0
  }

  #takeBackWaiting(): PendingJob[] {
    const jobs: PendingJob[] = []
    for (const [id, { pending, claim }] of this.#posted) {
      if (!takesBack(claim)) continue
      this.#posted.delete(id)
      jobs.push(pending)
    }
    return jobs
  }

  #settle(): void {
    if (this.#posted.size > 0) return
    this.#worker.unref()
    if (this.retiring) void this.close()
  }

  #ended(): void {
    clearTimeout(this.#heartbeat)
    this.#flushed()
    const jobs = [...this.#posted.values()].map(({ pending }) => pending)
    this.#posted.clear()
    if (this.#closed) for (const { reject } of jobs) reject(renderThreadLost('the renderer was closed'))
    else this.#events.lost(this, jobs, this.#failure)
  }
}
