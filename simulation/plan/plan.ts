/** Everything that a run does, as data: a failing one can be cut down, kept and run again. */

export const paths = ['/a', '/b', '/c'] as const
export type Path = (typeof paths)[number]

/** Which tags a page carries. */
export const tagsOf: Readonly<Record<Path, readonly string[]>> = { '/a': ['x'], '/b': ['x', 'y'], '/c': ['y'] }

export type Selector = { readonly path: Path } | { readonly tag: string } | { readonly everything: true }

/**
 * A part of the store: the pages, or what coordinates instances, which is the log, the floors and the members. In a cluster
 * each is on a machine of its own, and fails by itself. An event without a part is about all of the store.
 */
export type Part = 'pages' | 'log'

export const storeKinds = ['single', 'cluster', 'folder'] as const
export type StoreKind = (typeof storeKinds)[number]

export type Direction = 'there' | 'back' | 'both'

/** `at` and `ms` are virtual ms; `on` is the number of an instance. */
export type PlannedEvent =
  // What visitors, editors and operators do.
  | {
      readonly kind: 'visit'
      readonly at: number
      readonly on: number
      readonly path: Path
      readonly isPrefetch: boolean
    }
  | { readonly kind: 'revalidate'; readonly at: number; readonly on: number; readonly path: Path }
  | {
      readonly kind: 'invalidate'
      readonly at: number
      readonly on: number
      readonly selector: Selector
      readonly as: 'soft' | 'hard'
    }
  /** The data changes, and nobody says so. */
  | { readonly kind: 'silent-write'; readonly at: number }
  // What goes wrong.
  /** The process dies, and another one starts after `ms`, perhaps with other code. */
  | { readonly kind: 'crash'; readonly at: number; readonly on: number; readonly ms: number; readonly code: number }
  /** SIGSTOP and SIGCONT, or a machine that is suspended, whose monotonic clock stands still. */
  | {
      readonly kind: 'freeze'
      readonly at: number
      readonly on: number
      readonly ms: number
      readonly suspend: boolean
    }
  /** A frozen process is replaced by one of the same name, and thaws beside it after `ms`. */
  | { readonly kind: 'replace'; readonly at: number; readonly on: number; readonly ms: number }
  | {
      readonly kind: 'clock-jump'
      readonly at: number
      readonly on: number | 'store'
      readonly ms: number
      readonly by: number
      readonly part?: Part
    }
  /** An instance and the store cannot reach each other. */
  | {
      readonly kind: 'cut'
      readonly at: number
      readonly on: number
      readonly ms: number
      readonly way: Direction
      /** Whether the caller is told. */
      readonly refuses: boolean
      readonly part?: Part
    }
  /** Some requests and replies get lost. */
  | { readonly kind: 'loss'; readonly at: number; readonly ms: number; readonly share: number; readonly part?: Part }
  /** Messages take this much longer on average. */
  | { readonly kind: 'slow'; readonly at: number; readonly ms: number; readonly by: number; readonly part?: Part }
  | {
      readonly kind: 'outage'
      readonly at: number
      readonly ms: number
      readonly refuses: boolean
      readonly part?: Part
    }
  /** The store's last `lostMs` are lost, or all of it, while it is away for `ms`. */
  | {
      readonly kind: 'rollback'
      readonly at: number
      readonly ms: number
      readonly lostMs: number
      readonly isEmpty: boolean
      readonly part?: Part
    }
  /** The store drops a page to make room. */
  | { readonly kind: 'eviction'; readonly at: number; readonly path: Path }
  | { readonly kind: 'renders'; readonly at: number; readonly ms: number; readonly go: 'badly' | 'never' | 'slowly' }

export type EventKind = PlannedEvent['kind']

export const faultKinds = [
  'crash',
  'freeze',
  'replace',
  'clock-jump',
  'cut',
  'loss',
  'slow',
  'outage',
  'rollback',
  'eviction',
  'renders',
] as const satisfies readonly EventKind[]

export type FaultKind = (typeof faultKinds)[number]

/** What a run is like from beginning to end. */
export interface Circumstances {
  readonly store: StoreKind
  /** What visitors are shown while the store is away. */
  readonly consistency: 'available' | 'strict'
  /** Whether each machine keeps a copy of what it serves. */
  readonly fallback: boolean
  /** Whether each machine keeps invalidations while the store is away. */
  readonly queue: boolean
  /** For how long a machine may go on reading from a folder what others have overwritten. Virtual ms. */
  readonly visibilityMs: number
  readonly instances: number
  /** The faults end here, and everything has to come to rest. Virtual ms. */
  readonly durationMs: number
  readonly revalidateMs: number | false
  readonly expireMs: number | false
  readonly memoryBytes: number
  /** One way, on average. */
  readonly latencyMs: number
  /** Calls of the store that take much longer than others, as a share. */
  readonly stragglers: number
  readonly renderMs: number
  readonly failingRenders: number
  readonly maxConcurrentRenders: number
  /** Wall clocks are wrong by up to this much. */
  readonly skewMs: number
  /** Monotonic clocks run apart by up to this share. */
  readonly drift: number
  /** Invalidations that the store retains. */
  readonly logLimit: number
  /** Whether the store tells instances that its log has grown. */
  readonly hints: boolean
  /** Versions of the code that serve side by side. */
  readonly codes: number
}

export interface Plan {
  readonly seed: number
  readonly circumstances: Circumstances
  /** In the order of their times. */
  readonly events: readonly PlannedEvent[]
}
