/** Counts what a crawl meets, and keeps what is wrong. */

/** @typedef {import('./walk.js').Visit} Visit */

/**
 * @typedef {object} Tally
 * @property {string[]} pages addresses of the pages that the site generates, that is those with `x-nextjs-cache`
 * @property {number} visited
 * @property {Record<string, number>} cache answers by `x-nextjs-cache`
 * @property {Visit[]} errors no answer, or a status of 500 and more
 * @property {Visit[]} deadLinks a status of 400 to 499
 * @property {Visit[]} rendered pages for which the visitor waited for a render
 * @property {(visit: Visit) => void} add
 */

/** @returns {Tally} */
export function createTally() {
  /** @type {Tally} */
  const tally = {
    pages: [],
    visited: 0,
    cache: {},
    errors: [],
    deadLinks: [],
    rendered: [],
    add(visit) {
      const { url, status, cache } = visit
      tally.visited += 1
      if (status === 0 || status >= 500) tally.errors.push(visit)
      else if (status >= 400) tally.deadLinks.push(visit)
      if (cache === undefined) return
      tally.pages.push(url)
      tally.cache[cache] = (tally.cache[cache] ?? 0) + 1
      if (cache !== 'HIT' && cache !== 'STALE') tally.rendered.push(visit)
    },
  }
  return tally
}
