/** `next/config`: what the configuration hands to the site's code at run time. */
import { runtimeConfig, type RuntimeConfig } from '../client/runtime-config.ts'

/**
 * Returns `publicRuntimeConfig`, and on the server `serverRuntimeConfig`, of the configuration; both are empty where it has
 * none.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a site configured, it knows
export default function getConfig(): RuntimeConfig<any> {
  return runtimeConfig()
}

export { setRuntimeConfig as setConfig } from '../client/runtime-config.ts'
