/** The rarer answers, made when they are needed; a slot keeps those for hits and stale pages ready. */
import type { Lookup, LookupState } from './engine.ts'
import type { Slot } from './slot.ts'

export const answered = (slot: Slot, state: LookupState, collapsed: boolean): Lookup => ({
  state,
  entry: slot.entry,
  collapsed,
})

export const degraded = (slot: Slot, state: LookupState, reason: NonNullable<Lookup['degraded']>): Lookup => ({
  state,
  entry: slot.entry,
  collapsed: false,
  degraded: reason,
})

/** The last good version, past what was promised, because no newer one could be made. */
export const staleIfError = (slot: Slot): Lookup => degraded(slot, 'stale', 'stale-if-error')
