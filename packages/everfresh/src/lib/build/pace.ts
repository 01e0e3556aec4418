/** Decides how many pages a build has under way: as many as shorten it, and no more than their data sources bear. */

export interface Pace {
  /** Pages that may be under way now. */
  readonly limit: number
  /** A page is done that took `ms`. */
  took(ms: number): void
}

/** What a build begins with, and never goes below: what a source has to bear from any visitors. */
const fewest = 8

/** At 50 ms for its data a page needs no more to keep two processors busy with React; databases refuse more connections than this. */
const most = 128

/** Pages may take so much longer than in the best of times before there are less of them at once, and so much before there are no more. */
const [isSlow, isSteady] = [2, 1.5]

/** Always `limit` pages, for builds that are told so. */
export const steadyPace = (limit: number): Pace => ({ limit, took: () => {} })

/**
 * Doubles as long as pages take no longer for it, and down by a fifth when they take twice as long: where they wait for
 * data, more of them are rendered; where the source or the processors are busy, each only waits longer.
 */
export function growingPace(): Pace {
  let limit = fewest
  let best = Infinity
  let [sum, count] = [0, 0]
  return {
    get limit() {
      return limit
    },
    took(ms) {
      sum += ms
      // Once around: most of them began after the limit had changed.
      if (++count < limit) return
      const mean = sum / count
      ;[sum, count] = [0, 0]
      best = Math.min(best, mean)
      if (mean <= isSteady * best) limit = Math.min(most, limit * 2)
      else if (mean > isSlow * best) limit = Math.max(fewest, Math.floor(limit * 0.8))
    },
  }
}
