/** The stages that a deployment asks for. */
import type { I18nSettings } from '../routes/locale-path.ts'
import { createLocaleStage } from './locales.ts'
import type { RoutingStages } from './stages.ts'

/** What the stages are made of: the configuration as it was built. */
export interface RoutingSettings {
  readonly basePath: string
  readonly trailingSlash: boolean
  readonly i18n?: I18nSettings
}

export function stagesOf(settings: RoutingSettings): RoutingStages {
  const { i18n } = settings
  return i18n === undefined ? {} : { locales: createLocaleStage(i18n, settings) }
}
