/** What is simulated: our own code, as it is or with one rule switched off. */
import * as engine from '@everfresh/engine'
import * as memory from '@everfresh/store-memory'

/** The engine with the rules that stores share, and a store to keep pages in. */
export type Subject = typeof engine & Pick<typeof memory, 'createMemoryPageStoreState' | 'openMemoryPageStore'>

export const asItIs: Subject = { ...engine, ...memory }
