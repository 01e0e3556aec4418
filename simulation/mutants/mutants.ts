/** Rules of the protocol, each switched off in turn: if the simulation did not notice, it would prove nothing. */
import type { Hunted } from './hunted.ts'
import { keepingVersions } from './keeping-versions.ts'
import { readingWrites } from './reading-writes.ts'
import { regenerating } from './regenerating.ts'
import { serving } from './serving.ts'

export const mutants: readonly Hunted[] = [...readingWrites, ...regenerating, ...keepingVersions, ...serving]
