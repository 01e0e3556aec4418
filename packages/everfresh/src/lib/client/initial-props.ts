/** Runs `getInitialProps` of `_app` and of pages. */
import type { ComponentType } from 'react'
import type { NextRouter, Query } from './router-types.ts'

/** What a page's `getInitialProps` gets. `req` and `res` exist on the server only. */
export interface PageContext {
  readonly err?: (Error & { statusCode?: number }) | null | undefined
  readonly req?: unknown
  readonly res?: unknown
  readonly pathname: string
  readonly query: Query
  readonly asPath?: string
  readonly locale?: string
  readonly locales?: readonly string[]
  readonly defaultLocale?: string
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever props the site's _app takes
  readonly AppTree: ComponentType<any>
}

/** What `_app`'s `getInitialProps` gets. */
export interface AppContext {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what the page at hand takes
  readonly AppTree: ComponentType<any>
  readonly Component: WithInitialProps
  readonly ctx: PageContext
  readonly router: NextRouter
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what the page at hand takes
export type WithInitialProps = ComponentType<any> & { getInitialProps?: (context: never) => unknown }

/** Returns what `getInitialProps` of a page answers, or no props when it has none. */
export async function pageInitialProps(Component: WithInitialProps, context: PageContext): Promise<object> {
  return initialPropsOf(Component, context)
}

/** Returns the props of `_app` (B168): what its `getInitialProps` answers, or the page's as `pageProps`. */
export async function appInitialProps(
  App: WithInitialProps,
  context: AppContext,
): Promise<{ pageProps: Record<string, unknown> }> {
  const props = App.getInitialProps
    ? await initialPropsOf(App, context)
    : { pageProps: await pageInitialProps(context.Component, context.ctx) }
  return { ...props, pageProps: { ...(props as { pageProps?: object }).pageProps } }
}

async function initialPropsOf(Component: WithInitialProps, context: unknown): Promise<object> {
  const props = await Component.getInitialProps?.(context as never)
  if (props === undefined && Component.getInitialProps === undefined) return {}
  if (typeof props === 'object' && props !== null) return props
  const name = Component.displayName ?? Component.name ?? 'A page'
  throw new Error(`"${name}.getInitialProps()" should resolve to an object. But found "${String(props)}" instead.`)
}
