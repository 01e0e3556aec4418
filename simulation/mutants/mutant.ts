/** A rule of our own code, switched off: what the simulation has to notice. */

export interface Mutant {
  /** What is switched off. */
  readonly name: string
  /** The number of the invariant that this breaks; another one may be seen to break first. */
  readonly breaks: number
  /** Relative to packages/. */
  readonly file: string
  /** Occurs exactly once in the file. */
  readonly code: string
  readonly instead: string
}
