/** How urgent a render is: visitors who wait, then whoever asked for it, then what nobody waits for. */
import type { RenderReason } from './entry.ts'

/** Lower is more urgent. */
export type Priority = 0 | 1 | 2 | 3

const ofReason: Readonly<Record<RenderReason, Priority>> = { miss: 0, 'on-demand': 1, stale: 2, warm: 3, build: 3 }

export const priorityOf = (reason: RenderReason): Priority => ofReason[reason]

export const priorities: readonly Priority[] = [0, 1, 2, 3]
