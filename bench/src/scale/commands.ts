/** What instances of the scale bench are told, and what they say. */

export type Command =
  | { readonly do: 'seed'; readonly from: number; readonly to: number; readonly tags: number }
  | { readonly do: 'invalidate-tags'; readonly from: number; readonly to: number }
  | { readonly do: 'load' | 'peek' | 'revalidate'; readonly indexes: readonly number[] }
  | { readonly do: 'invalidate'; readonly tag: string }
  | { readonly do: 'figures' | 'close' }

/** Times are in µs, one for each page. */
export type Answer = number | readonly number[] | Peeked | InstanceFigures | undefined

export interface Peeked {
  /** On average. */
  readonly us: number
  readonly hits: number
}

export interface InstanceFigures {
  readonly openMs: number
  readonly statisticsMs: number
  /** Until the first page is listed. */
  readonly listMs: number
  /** Memory of the process that is not mapped from files. */
  readonly ownBytes: number
  readonly fileBytes: number
}
