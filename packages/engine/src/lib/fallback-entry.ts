/** How an entry is kept in another store than its own, and made again from what that store returns. */
import type { Entry } from './entry.ts'

/** Two stores count versions and positions by themselves: those of the entry's own store travel as attributes. */
const versionName = 'everfresh.version'
const asOfName = 'everfresh.asOf'
const generatedAtName = 'everfresh.generatedAt'

/**
 * The entry as another store keeps it. That one takes what was generated later; here the later version is the newer one,
 * whatever the clocks were when it was made.
 *
 * `asOf`: a position up to which no invalidation has reached the entry.
 */
export const copyOf = (entry: Entry, asOf: number): Entry => ({
  ...entry,
  attributes: {
    ...entry.attributes,
    [versionName]: entry.version,
    [asOfName]: asOf,
    [generatedAtName]: entry.generatedAt,
  },
  asOf: 0,
  generatedAt: entry.version / 1_000,
})

/** The entry of which `copy` was made; what was put there by others, such as a build, counts as seen nothing of any log. */
export function originalOf(copy: Entry): Entry {
  const { [versionName]: version, [asOfName]: asOf, [generatedAtName]: generatedAt, ...attributes } = copy.attributes
  if (typeof version !== 'number' || typeof asOf !== 'number' || typeof generatedAt !== 'number')
    return { ...copy, version: 0, asOf: 0 }
  return { ...copy, attributes, version, asOf, generatedAt }
}
