/** Keeps what the configuration hands to the site's code at run time, on the server and in browsers. */

export interface RuntimeConfig<Values = Readonly<Record<string, unknown>>> {
  /** Empty in browsers. */
  readonly serverRuntimeConfig: Values
  readonly publicRuntimeConfig: Values
}

let current: RuntimeConfig = { serverRuntimeConfig: {}, publicRuntimeConfig: {} }

export const runtimeConfig = (): RuntimeConfig => current

export function setRuntimeConfig(config: Partial<RuntimeConfig>): void {
  current = { serverRuntimeConfig: {}, publicRuntimeConfig: {}, ...config }
}
