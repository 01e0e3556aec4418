/** Whose answers are kept for others, and for which code. */
import { createHash } from 'node:crypto'
import type { HandlerCache } from '@everfresh/server'
import type { HttpCacheSettings } from '../config/http-cache-schema.ts'
import type { DeploymentManifest, RouteRecord } from '../deployments/manifest.ts'

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

type Made = Pick<DeploymentManifest, 'id' | 'everfreshVersion' | 'settings' | 'middleware'>

/**
 * The namespace of a route's answers: a deployment goes on with those that the same code has made with the same configuration.
 * Under other rules for cookies it begins anew, so that a rule that was wrong is out of the way when it is corrected.
 *
 * Middleware may tell a handler anything, and nobody knows whether its code has changed: each deployment has its own.
 */
export function answerNamespaceOf(
  { id, everfreshVersion, settings, middleware }: Made,
  { fingerprint }: Pick<RouteRecord, 'fingerprint'>,
  rule: Pick<HandlerCache, 'ignoreCookies'>,
): string {
  if (fingerprint === undefined || middleware !== undefined) return id
  const around = JSON.stringify([fingerprint, everfreshVersion, settings, rule.ignoreCookies === true])
  return createHash('sha256').update(around).digest('base64url').slice(0, 16)
}
