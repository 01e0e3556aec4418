/** Under which keys everything is kept. The number in them is the version of the layout. */
import { createHash } from 'node:crypto'

const layout = 1

/**
 * The keys of the stores that share a prefix.
 *
 * A page's path is one key: what a script does with a page then needs one slot of a cluster, and goes on while that slot is
 * moved. The log and all that belongs to it share another slot.
 */
export interface Keys {
  /** One hash per path: the pages of all code versions, their leases, and the latest content. */
  page(path: string): string | Buffer
  /** Matches the keys of pages, and no others. */
  readonly anyPage: string
  /** What the log's scripts are given: facts about the log, the log, soft floors, hard floors, members. */
  readonly log: readonly string[]
  /** Where it is told that the log has grown. */
  readonly news: string
}

/** `prefix` holds nothing that means something in a pattern or to a cluster. */
export function keysOf(prefix: string): Keys {
  const begin = `${prefix}:${layout}`
  const shared = `{${begin}}`
  return {
    page: (path) => `${begin}:page:${nameOf(path, longestPath)}`,
    anyPage: `${begin}:page:*`,
    log: ['facts', 'log', 'soft', 'hard', 'members'].map((name) => `${shared}:${name}`),
    news: `${shared}:news`,
  }
}

const longestPath = 200
const longestTag = 64

/** How a tag is named among the floors. */
export const tagKeyOf = (tag: string): string => nameOf(tag, longestTag)

/**
 * Short names are kept as they are, for operators to read; others as a hash, which begins with a character that no path and
 * no tag begins with.
 */
function nameOf(text: string, longest: number): string {
  const bytes = Buffer.from(text)
  // Half a surrogate pair has no bytes of its own: two such names would become one.
  if (bytes.byteLength <= longest && bytes.toString() === text) return text
  return '#' + createHash('sha256').update(Buffer.from(text, 'utf16le')).digest('base64url')
}
