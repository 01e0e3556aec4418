/** The public surface of everfresh. Pages import from `next/*`; this is for configuration files. */
export { defineConfig, type ConfigFunction, type EverfreshConfig } from './lib/config/define-config.ts'
export { EverfreshError, type EverfreshErrorCode } from './lib/errors.ts'
