/** Whose answers are kept for others. */
import type { HandlerCache } from '@everfresh/server'
import type { HttpCacheSettings } from '../config/http-cache-schema.ts'

/** What the site says about a route whose answers are made per request; undefined where they are not kept. */
export function cachedAnswersOf(
  settings: HttpCacheSettings | undefined,
  pattern: string,
): Pick<HandlerCache, 'ignoreCookies'> | undefined {
  if (settings === undefined) return undefined
  const rule = Object.hasOwn(settings.routes, pattern) ? settings.routes[pattern] : undefined
  if (rule === undefined) return settings.others ? {} : undefined
  return rule === false ? undefined : rule
}
