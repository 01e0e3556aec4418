/** `next/dist/shared/lib/utils`: the few things in it that libraries use. */
import type { ComponentType } from 'react'
import { pageInitialProps, type PageContext, type WithInitialProps } from '../client/initial-props.ts'

export type { NextApiHandler, NextApiRequest, NextApiResponse } from '../api/types.ts'
export type { Cookies as NextApiRequestCookies } from '../api/types.ts'
export type { Query as NextApiRequestQuery } from '../client/router-types.ts'
export type { NextData as NEXT_DATA } from '../client/client-route.ts'
export type { AppContext as AppContextType, AppInitialProps, AppProps as AppPropsType } from './next-app.tsx'
export type { DocumentContext, DocumentInitialProps, DocumentProps, RenderPage } from './next-document.tsx'
export type { NextComponentType, NextPageContext } from './next.ts'
export type { WebVital as NextWebVitalsMetric } from '../client/web-vitals.ts'

/** The measures that `reportWebVitals` knows by name. */
export const WEB_VITALS = ['CLS', 'FCP', 'INP', 'LCP', 'TTFB'] as const

/** Whether browsers can measure. */
export const SP = typeof performance !== 'undefined'
export const ST = SP && typeof performance.mark === 'function' && typeof performance.measure === 'function'

/** Returns `call`, which does its work the first time only. */
export function execOnce<Values extends unknown[], Result>(call: (...values: Values) => Result) {
  let done: { readonly result: Result } | undefined
  return (...values: Values): Result => (done ??= { result: call(...values) }).result
}

export const isAbsoluteUrl = (url: string): boolean => /^[a-z][a-z\d+.-]*:/i.test(url)

export const getLocationOrigin = (): string => window.location.origin

/** Path, query and hash of where the visitor is. */
export const getURL = (): string => window.location.href.slice(window.location.origin.length)

export const getDisplayName = (Component: ComponentType | string): string =>
  typeof Component === 'string' ? Component : (Component.displayName ?? (Component.name || 'Unknown'))

interface Response {
  readonly finished?: boolean
  readonly headersSent?: boolean
}

export const isResSent = ({ finished, headersSent }: Response): boolean => Boolean(finished || headersSent)

/** Runs a page's `getInitialProps`. @throws Error when it returns no object. */
export const loadGetInitialProps = (App: WithInitialProps, ctx: PageContext): Promise<object> =>
  pageInitialProps(App, ctx)

export const normalizeRepeatedSlashes = (url: string): string => {
  const [path = '', ...query] = url.split('?')
  return [path.replaceAll('\\', '/').replace(/\/\/+/g, '/'), ...query].join('?')
}

/** A URL that cannot be decoded. */
export class DecodeError extends Error {}
