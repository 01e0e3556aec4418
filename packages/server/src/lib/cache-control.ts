/** What every kind of answer says about its caching by browsers and shared caches. Pure. */

/** For answers that nobody may keep: shells, errors, unmatched URLs, previews, per-visitor pages (B19, B22, B24, B25). */
export const privateCacheControl = 'private, no-cache, no-store, max-age=0, must-revalidate'

/** Files whose names contain a hash of their content (B30). */
export const immutableCacheControl = 'public, max-age=31536000, immutable'

/** Files that may change under their name: kept, and asked about each time. */
export const fileCacheControl = 'public, max-age=0'

/** An answer older than promised: downstream caches ask again as soon as possible (decision 031). */
export const degradedCacheControl = 's-maxage=1'

const yearSeconds = 31_536_000

/** How long a generated page may be served stale after its generation, seconds, unless configured (B12). */
export const defaultExpireSeconds = yearSeconds

/**
 * The value for a generated page, the same on its document and its data, whatever became of it: page, 404 or redirect
 * (B14, B16, B17, B18, B20, B21).
 *
 * @param revalidateSeconds Its interval; -1 or undefined for "never".
 */
export function pageCacheControl(revalidateSeconds: number | undefined, expireSeconds: number): string {
  if (revalidateSeconds === undefined || revalidateSeconds < 0) return `s-maxage=${yearSeconds}`
  if (revalidateSeconds >= expireSeconds) return `s-maxage=${revalidateSeconds}`
  return `s-maxage=${revalidateSeconds}, stale-while-revalidate=${expireSeconds - revalidateSeconds}`
}
