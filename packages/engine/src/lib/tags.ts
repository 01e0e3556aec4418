/** The labels that invalidations and entries meet under. */
import type { PageId } from './entry.ts'

/** Matches every entry. */
export const everything = '*'

/**
 * The tag of one path. It leaves the namespace out: content events are independent of code, so that rolling code back
 * cannot bring old content back (reliability §3.11).
 */
export const tagOfPath = (path: string): string => `p:${path}`

/** The tag that the user named `name`. The prefix keeps it apart from path tags, whatever characters it holds. */
export const tagOfName = (name: string): string => `t:${name}`

/** Every tag that an invalidation can reach this entry by. */
export function invalidationTagsOf(entry: PageId & { readonly tags: readonly string[] }): string[] {
  return [everything, tagOfPath(entry.path), ...entry.tags.map(tagOfName)]
}
