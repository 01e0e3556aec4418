/** The stages that a deployment asks for. */
import type { RoutingStages } from './stages.ts'

/** What the stages are made of: the configuration as it was built. */
export type RoutingSettings = object

export function stagesOf(_settings: RoutingSettings): RoutingStages {
  return {}
}
