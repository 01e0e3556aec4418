/** Walks a site breadth first: every address once, several at a time. */
import { extractLinks } from './links.js'

/**
 * @typedef {object} Visit
 * @property {string} url
 * @property {string} from the page that links to it
 * @property {number} status 0 when there was no answer
 * @property {string | undefined} cache `x-nextjs-cache`
 * @property {string | undefined} error why there was no answer
 */

/**
 * @typedef {object} Walk
 * @property {(url: string) => Promise<import('./http-client.js').Answer>} get
 * @property {number} concurrency
 * @property {number} limit the walk ends after so many addresses
 * @property {(visit: Visit, known: number) => void} onVisit `known` counts the addresses found so far
 */

/**
 * Visits `start` and everything it leads to. Files that pages need are visited too; redirects are followed as links.
 *
 * @param {string} start
 * @param {Walk} walk
 */
export async function walkSite(start, walk) {
  const first = new URL(start).href
  await visitAll([{ url: first, from: first }], walk, ({ status, headers, body }, url) => {
    if (status >= 300 && status < 400 && headers.location) return sameOrigin(new URL(headers.location, url), url)
    if (!/^text\/html\b/.test(headers['content-type'] ?? '')) return []
    const { pages, files } = extractLinks(body, url)
    return [...files, ...pages]
  })
}

/**
 * Visits the given addresses and no others.
 *
 * @param {readonly string[]} urls
 * @param {Walk} walk
 */
export async function visitAgain(urls, walk) {
  const targets = urls.map((url) => ({ url, from: url }))
  await visitAll(targets, walk, () => [])
}

/**
 * @param {{ url: string, from: string }[]} queue
 * @param {Walk} walk
 * @param {(answer: import('./http-client.js').Answer, url: string) => string[]} linksOf
 */
async function visitAll(queue, { get, concurrency, limit, onVisit }, linksOf) {
  const known = new Set(queue.map(({ url }) => url))
  let next = 0
  /** @type {Set<Promise<void>>} */
  const pending = new Set()
  for (;;) {
    while (pending.size < concurrency && next < queue.length && next < limit) {
      const visited = visit(/** @type {{ url: string, from: string }} */ (queue[next++]))
      pending.add(visited)
      void visited.finally(() => pending.delete(visited))
    }
    if (pending.size === 0) return
    await Promise.race(pending)
  }

  /** @param {{ url: string, from: string }} target */
  async function visit({ url, from }) {
    let answer
    try {
      answer = await get(url)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      onVisit({ url, from, status: 0, cache: undefined, error: reason }, known.size)
      return
    }
    for (const link of linksOf(answer, url)) {
      if (known.has(link)) continue
      known.add(link)
      queue.push({ url: link, from: url })
    }
    const cache = answer.headers['x-nextjs-cache']
    onVisit({ url, from, status: answer.status, cache: cache?.toString(), error: undefined }, known.size)
  }
}

/**
 * @param {URL} target
 * @param {string} url
 */
const sameOrigin = (target, url) => (target.origin === new URL(url).origin ? [target.href] : [])
