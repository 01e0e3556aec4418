/** A rule of our own code, switched off: what the simulation has to notice. */

/** A place in our code, and what stands there instead. */
export interface Change {
  /** Relative to packages/. */
  readonly file: string
  /** Occurs exactly once in the file. */
  readonly code: string
  readonly instead: string
}

export interface Mutant extends Change {
  /** What is switched off. */
  readonly name: string
  /** The number of the invariant that this breaks; another one may be seen to break first. */
  readonly breaks: number
  /** Rules that would catch what the first one lets through. */
  readonly also?: readonly Change[]
}
