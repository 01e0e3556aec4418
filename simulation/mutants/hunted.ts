/** Where the simulation looks for a mutant. */
import type { Focus } from '../plan/plan-of-seed.ts'
import type { Plan } from '../plan/plan.ts'
import type { Mutant } from './mutant.ts'

/** A mutant with the kinds of trouble in which it shows. */
export interface Hunted extends Mutant {
  readonly focus?: Focus
  /** Where to begin to look; seeds before that one do not show it. */
  readonly firstSeed?: number
  /** A plan that shows it, where seeds that do are rare. */
  readonly plan?: Plan
}

/** The engine's folder: most rules are there. */
export const lib = 'engine/src/lib'

/** Where to look for a mutant: over a store on one machine, unless it says otherwise, and with no help for when that is away. */
export const focusOf = ({ focus }: Hunted): Focus => ({
  ...focus,
  circumstances: { store: 'single', consistency: 'available', fallback: false, queue: false, ...focus?.circumstances },
})
