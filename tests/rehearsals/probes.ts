/** What a rehearsal asks both sites: addresses, their data, steps in order, and a real browser. */
import { expect } from 'vitest'
import type { Tab } from '../browser/chromium.ts'
import { visit, type VisitOptions } from '../support/visitor.ts'
import { observe } from './observe.ts'
import type { Side } from './sides.ts'

/** Asks one of the sites and returns what the other has to return too: anything that JSON could hold. */
export interface Probe {
  readonly name: string
  observe(site: Side, openTab: () => Promise<Tab>): Promise<unknown>
}

export interface RequestOptions extends VisitOptions {
  /** What both must answer with; 200 by default. */
  readonly status?: number
  /** Text that both must show. */
  readonly shows?: string
  /** Asked so many times, one after the other; all answers are compared, in short all but the last. */
  readonly visits?: number
}

/** Asks for `path`. */
export const page = (path: string, options: RequestOptions = {}): Probe => ({
  name: `${options.method ?? 'GET'} ${path}${options.headers === undefined ? '' : ` ${JSON.stringify(options.headers)}`}`,
  observe: (site) => ask(site, path, options),
})

/** Asks for the data of the page at `path`, as its client would. */
export const pageData = (path: string, options: RequestOptions = {}): Probe => ({
  name: `data of ${path}`,
  observe: async (site) =>
    ask(site, await site.dataPath(path), { ...options, headers: { 'x-nextjs-data': '1', ...options.headers } }),
})

/** Does anything over HTTP, in order; `act` may use `expect`, and returns what to compare. */
export const steps = (name: string, act: (site: Side) => Promise<unknown>): Probe => ({ name, observe: act })

/** Opens a tab of a real browser, which must report no error until the probe is over. */
export const inBrowser = (name: string, act: (tab: Tab, site: Side) => Promise<unknown>): Probe => ({
  name: `browser: ${name}`,
  observe: async (site, openTab) => act(await openTab(), site),
})

/** Asks `site` for `path` as `page` does, within `steps`. */
export async function ask(site: Side, path: string, options: RequestOptions = {}): Promise<unknown> {
  const { status = 200, shows = '', visits = 1, ...request } = options
  const earlier: unknown[] = []
  for (let number = 1; ; number += 1) {
    const seen = await visit(site.url + path, request)
    expect(seen.status, `${path} by ${site.framework}`).toBe(status)
    expect(seen.text, `${path} by ${site.framework}`).toContain(shows)
    const observed = observe(seen)
    if (number === visits) return earlier.length === 0 ? observed : { ...observed, earlier }
    earlier.push({ status: seen.status, cache: seen.cache, cacheControl: seen.headers['cache-control'] })
  }
}
