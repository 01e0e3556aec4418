/** The stages that a deployment asks for. */
import type { I18nSettings } from '../routes/locale-path.ts'
import { createLocaleStage } from './locales.ts'
import { createProxy } from './proxy.ts'
import { type HeaderRule, noRules, type RoutingRules } from './rule-types.ts'
import { createRuleStage } from './rules.ts'
import type { RoutingStages } from './stages.ts'

/** What the stages are made of: the configuration as it was built. */
export interface RoutingSettings {
  readonly basePath: string
  readonly trailingSlash: boolean
  readonly i18n?: I18nSettings
  readonly rules?: RoutingRules
  readonly assetPrefix?: string
  readonly deploymentId?: string
  readonly proxyTimeoutMs?: number
}

export function stagesOf(settings: RoutingSettings, isDevelopment = false): RoutingStages {
  const { basePath, i18n, rules, proxyTimeoutMs } = settings
  const own = isDevelopment ? [] : ownHeaders(settings)
  const locales = i18n && createLocaleStage(i18n, settings)
  if (rules === undefined && own.length === 0) return { locales }
  const all = { ...noRules, ...rules, headers: [...own, ...(rules?.headers ?? [])] }
  const proxy = createProxy({ timeoutMs: proxyTimeoutMs })
  return { locales, rules: createRuleStage(all, { basePath, i18n, isDevelopment, proxy }) }
}

/** What the framework itself says along with its files and data. */
function ownHeaders({ assetPrefix = '', deploymentId }: RoutingSettings): HeaderRule[] {
  const headers: HeaderRule[] = []
  // A CDN asks for the assets of pages of another origin, whose browsers load modules and fonts with permission only.
  if (/^https?:/.test(assetPrefix))
    headers.push(header('/:prefix*/_next/static/:path*', 'Access-Control-Allow-Origin', '*'))
  // The client runtime compares it with its own (B38).
  if (deploymentId) headers.push(header('/_next/data/:path*', 'x-nextjs-deployment-id', deploymentId))
  return headers
}

const header = (source: string, key: string, value: string): HeaderRule => ({ source, headers: [{ key, value }] })
