/** What the configuration says of middleware, in `start` and `dev` alike. */
import type { SiteSettings } from '../config/site-settings.ts'
import { createProxy } from '../routing/proxy.ts'
import type { MiddlewareStageOptions } from './middleware-stage.ts'

const defaultTimeoutMs = 30_000
const defaultBodyBytes = 10 * 2 ** 20

export function middlewareOptionsOf({
  limits,
  middleware,
  proxyTimeoutMs,
}: Pick<SiteSettings, 'limits' | 'middleware' | 'proxyTimeoutMs'>): Pick<
  MiddlewareStageOptions,
  'cacheControl' | 'timeoutMs' | 'maxBodyBytes' | 'proxy'
> {
  return {
    cacheControl: middleware.cacheControl,
    timeoutMs: limits.middlewareTimeoutMs ?? defaultTimeoutMs,
    maxBodyBytes: limits.middlewareBodyBytes ?? defaultBodyBytes,
    proxy: createProxy({ timeoutMs: proxyTimeoutMs }),
  }
}
