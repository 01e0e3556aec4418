/** Which pages are worth a place in a full memory: those that come again and again. Visitors of the others cost a read each. */

/** Pages that are remembered at least, more or less: one whose number another one has makes that be forgotten. A power of two. */
const leastRemembered = 16_384

/** Pages that are remembered for each that memory keeps, at least: those that are worth as much as what it keeps come as seldom. */
const rememberedForEach = 4

/**
 * How often a page is read before it takes the place of another, within a window. Where all are visited alike, each place that
 * changes hands is work for nothing, for the collector of garbage above all; and what is visited often has been read so often in no time.
 */
const visitsNeeded = 6

/**
 * Visits for each page that is remembered, after which all are forgotten. Without an end, pages that are all visited alike would earn
 * places one after the other.
 */
const windowVisits = 2

export class Admission {
  /** The hash of a path, with its last three bits replaced by how often it came. */
  #visits = new Uint32Array(leastRemembered)
  #inWindow = 0

  /**
   * Notes a visit, and tells whether the page has earned its place. It begins anew then.
   *
   * @param kept Pages that memory keeps.
   */
  earns(path: string, kept: number): boolean {
    if (this.#visits.length < rememberedForEach * kept) this.#begin(2 * this.#visits.length)
    else if (this.#inWindow >= windowVisits * this.#visits.length) this.#begin(this.#visits.length)
    this.#inWindow++
    const hash = hashOf(path)
    const index = (hash >>> 3) & (this.#visits.length - 1)
    const known = this.#visits[index]!
    const visits = (known ^ hash) >>> 3 === 0 ? (known & 7) + 1 : 1
    const isEarned = visits >= visitsNeeded
    this.#visits[index] = isEarned ? 0 : ((hash & ~7) | visits) >>> 0
    return isEarned
  }

  #begin(remembered: number): void {
    if (this.#visits.length === remembered) this.#visits.fill(0)
    else this.#visits = new Uint32Array(remembered)
    this.#inWindow = 0
  }
}

/** FNV-1a, with its bits mixed once more: neighbours among paths differ in their last character only. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (hash ^ (hash >>> 13)) >>> 0
}
