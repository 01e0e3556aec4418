/** What is recorded of a cluster: visits and their answers, revalidations, reads of the data. Times are ms of one monotonic clock. */

/** Says of what an answer was made: the data's version, and the number of the read that got it. Both only grow. */
export interface Marks {
  readonly path: string
  readonly version: number
  readonly read: number
}

export interface Visit {
  /** A process from its start to its end: another start of the same instance has another name. */
  readonly run: string
  readonly path: string
  readonly form: 'html' | 'data'
  readonly startedAt: number
}

export interface Answer {
  readonly endedAt: number
  /** 0 when there was none. */
  readonly status: number
  /** Why there was no answer. */
  readonly error?: string
  /** The `detail` of Cache-Status by which an answer admits to be older than what was promised. */
  readonly degraded?: string
  /** Past its time or invalidated, and shown until there is a newer one. */
  readonly isStale: boolean
  /** Missing where the answer is not the page. */
  readonly marks?: Marks
  /** How parts of the answer contradict each other. */
  readonly torn?: string
}

export interface RevalidationCall {
  readonly run: string
  readonly path: string
  /** The version of the data when it was called. */
  readonly version: number
  /** It renders nothing itself: the next visitor of the page does. */
  readonly leavesRender?: boolean
  readonly startedAt: number
}

export interface RevalidationEnd {
  readonly endedAt: number
  /** `unknown`: the process ended before it answered. */
  readonly outcome: 'resolved' | 'rejected' | 'unknown'
  readonly message?: string
}

/** getStaticProps got its data. */
export interface Read {
  readonly path: string
  readonly version: number
  readonly read: number
  readonly at: number
  /** Seconds for which the page made of it is fresh; `false`: until it is revalidated. */
  readonly revalidate: number | false
}

/** Something is broken: one process, the store, or whatever `on` names. */
export interface Fault {
  readonly name: string
  /** A run, or `store`. */
  readonly on: string
  readonly startedAt: number
  /** `Infinity` while it lasts. */
  endedAt: number
}
