/** How an entry is kept in another store than its own, and made again from what that store returns. */
import type { Entry } from './entry.ts'
import type { LogPosition } from './page-store.ts'

/** Two stores count versions and positions by themselves: those of the entry's own store travel as attributes. */
const names = {
  version: 'everfresh.version',
  asOf: 'everfresh.asOf',
  generatedAt: 'everfresh.generatedAt',
  checkedTo: 'everfresh.checkedTo',
} as const

export interface Original {
  readonly entry: Entry
  /** A position up to which no invalidation has reached it; 0 where that is not known. */
  readonly checkedTo: LogPosition
}

/**
 * The entry as another store keeps it. That one takes what was generated later; here the later version is the newer one,
 * whatever the clocks were when it was made.
 */
export const copyOf = ({ entry, checkedTo }: Original): Entry => ({
  ...entry,
  attributes: {
    ...entry.attributes,
    [names.version]: entry.version,
    [names.asOf]: entry.asOf,
    [names.generatedAt]: entry.generatedAt,
    [names.checkedTo]: checkedTo,
  },
  asOf: 0,
  generatedAt: entry.version / 1_000,
})

/** The entry of which `copy` was made; what was put there by others, such as a build, counts as having seen nothing of any log. */
export function originalOf(copy: Entry): Original {
  const {
    [names.version]: version,
    [names.asOf]: asOf,
    [names.generatedAt]: generatedAt,
    [names.checkedTo]: checkedTo,
    ...attributes
  } = copy.attributes
  const isCopy = [version, asOf, generatedAt, checkedTo].every((each) => typeof each === 'number')
  if (!isCopy) return { entry: { ...copy, version: 0, asOf: 0 }, checkedTo: 0 }
  const own = { version, asOf, generatedAt } as Pick<Entry, 'version' | 'asOf' | 'generatedAt'>
  return { entry: { ...copy, attributes, ...own }, checkedTo: Number(checkedTo) }
}
