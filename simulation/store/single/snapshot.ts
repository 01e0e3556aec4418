/** A replica of the store that has fallen behind: what there will be after a failover. */
import type { Member } from '@everfresh/engine'
import type { MemoryPageStoreState } from '@everfresh/store-memory'

export interface Snapshot {
  readonly state: MemoryPageStoreState
  readonly members: Map<string, Member>
}

/** Entries, floors and members are never changed in place: only what holds them is copied. */
export const snapshotOf = ({ state, members }: Snapshot): Snapshot => ({
  state: {
    ...state,
    paths: new Map([...state.paths].map(([path, { pages, latest }]) => [path, { pages: new Map(pages), latest }])),
    floors: new Map(state.floors),
    log: [...state.log],
  },
  members: new Map(members),
})
