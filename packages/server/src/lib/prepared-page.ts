/** Everything about an entry that its answers repeat, made at its first answer and kept as long as the entry lives. */
import type { Entry, Lookup } from '@everfresh/engine'
import { degradedCacheControl, pageCacheControl } from './cache-control.ts'
import { cacheStatus, nextCacheState } from './cache-status.ts'
import { prepareBody, type Negotiated } from './representation.ts'
import type { AnswerSettings } from './settings.ts'
import type { BodyName, PageAttributes } from './site.ts'

/** What of an entry its answers are made of; a page that is not kept has it too. */
export type PageVersion = Pick<Entry, 'bodies' | 'attributes'>

export interface PreparedPage {
  readonly attributes: PageAttributes
  /** Undefined where the entry has no such body. */
  body(name: BodyName): Negotiated | undefined
  /** What caches are told of this lookup at `now` (epoch ms, as the engine has it): a new list each second at most. */
  policy(lookup: Lookup, now: number): readonly string[]
}

export type PreparePage = (version: PageVersion) => PreparedPage

/** Prepares versions of pages for answers with `settings`. */
export function createPagePreparation(settings: AnswerSettings): PreparePage {
  const prepared = new WeakMap<PageVersion, PreparedPage>()
  return (version) => {
    let page = prepared.get(version)
    if (page === undefined) prepared.set(version, (page = preparePage(version, settings)))
    return page
  }
}

function preparePage(version: PageVersion, settings: AnswerSettings): PreparedPage {
  const attributes = attributesOf(version)
  const bodies: { [Name in BodyName]?: { readonly negotiated: Negotiated | undefined } } = {}
  const policies: { [State in Lookup['state']]?: { readonly headers: readonly string[]; readonly until: number } } = {}
  return {
    attributes,
    body: (name) => (bodies[name] ??= { negotiated: prepareBody(version, name, settings) }).negotiated,
    policy(lookup, now) {
      const { state } = lookup
      const known = policies[state]
      // `Age` and `ttl` are whole seconds.
      if (known !== undefined && now < known.until && now >= known.until - 1000 && isUsual(lookup)) return known.headers
      const headers = policyOf(lookup, attributes, now, settings)
      if (isUsual(lookup)) policies[state] = { headers, until: now + 1000 }
      return headers
    },
  }
}

/** Whether everybody who looks at that moment is told the same. */
const isUsual = ({ state, degraded }: Lookup): boolean =>
  (state === 'hit' || state === 'stale') && degraded === undefined

/** What caches are told of this lookup at `now`. */
export function policyOf(
  lookup: Lookup,
  attributes: PageAttributes,
  now: number,
  settings: AnswerSettings,
): readonly string[] {
  const { revalidateSeconds } = attributes
  const degraded = lookup.degraded !== undefined
  const headers = [
    ...['Cache-Control', degraded ? degradedCacheControl : pageCacheControl(revalidateSeconds, settings.expireSeconds)],
    ...['Cache-Status', cacheStatus(lookup, now)],
    ...['Age', String(Math.max(0, Math.floor((now - lookup.entry.generatedAt) / 1000)))],
  ]
  // Pages without data functions do not take part in regeneration, and say so by silence (B32).
  if (revalidateSeconds !== undefined) headers.push('x-nextjs-cache', nextCacheState(lookup.state))
  return headers
}

/** Entries come from stores, which know nothing of attributes: what is missing gets the meaning of a plain page. */
export function attributesOf({ attributes }: Pick<PageVersion, 'attributes'>): PageAttributes {
  const { kind, status } = attributes as Partial<PageAttributes>
  if (kind !== undefined && status !== undefined) return attributes as unknown as PageAttributes
  return { ...attributes, kind: kind ?? 'page', status: status ?? 200 }
}
