/** What the site says of its data: which version those have that a tag stands for. */
import type { DataVersion } from '../../config/site-settings.ts'
import type { ReuseSettings } from '../../config/site-settings.ts'

/** By tag. Read before any page of the build, so that a page is never made of older data than its tags' versions say. */
export type DataVersions = ReadonlyMap<string, DataVersion>

/**
 * Asks the site. Whatever it answers that is no version leaves its tag without one, and pages of that tag are generated.
 *
 * @param warn Gets why there are no versions at all, when the site does not answer with any.
 */
export async function askDataVersions(
  { dataVersions }: ReuseSettings,
  warn: (message: string) => void,
): Promise<DataVersions> {
  try {
    const answer: unknown = await dataVersions()
    if (answer instanceof Map) return new Map([...answer].filter(isVersioned))
    if (typeof answer === 'object' && answer !== null) return new Map(Object.entries(answer).filter(isVersioned))
    warn(
      `reuseUnchanged.dataVersions must answer an object or a Map, not ${answer === null ? 'null' : typeof answer}. No page is reused.`,
    )
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    warn(`reuseUnchanged.dataVersions failed, so no page is reused: ${message}`)
  }
  return new Map()
}

const isVersioned = (pair: readonly [unknown, unknown]): pair is [string, DataVersion] => {
  const [tag, version] = pair
  return typeof tag === 'string' && (typeof version === 'string' || Number.isFinite(version))
}
