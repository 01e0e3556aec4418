/** Makes the router objects that site code holds: a live one, and a snapshot for each render. */
import type { NextRouter, RouterMethods, RouterState } from './router-types.ts'

export const stateFields = [
  'route',
  'pathname',
  'query',
  'asPath',
  'basePath',
  'trailingSlash',
  'isFallback',
  'isReady',
  'isPreview',
  'isLocaleDomain',
  'locale',
  'locales',
  'defaultLocale',
  'domainLocales',
] as const satisfies readonly (keyof RouterState)[]

/** A router whose fields are read from `state` each time. */
export function liveRouter<Methods extends RouterMethods>(
  state: () => RouterState,
  methods: Methods,
): RouterState & Methods {
  const router = { ...methods }
  for (const field of stateFields) {
    Object.defineProperty(router, field, { enumerable: true, get: () => state()[field] })
  }
  return router as RouterState & Methods
}

/** A router as of now. Its methods need no `this`, so they can be taken out of it. */
export const routerSnapshot = (state: RouterState, methods: RouterMethods): NextRouter => ({ ...state, ...methods })
