/** The React tree around a page, the same on the server and in browsers so that hydration finds what was rendered. */
import type { ReactElement } from 'react'
import type { AppData, PageComponent } from './client-route.ts'
import { HeadContext, RouterContext } from './contexts.ts'
import type { HeadRegistry } from './head-registry.ts'
import type { NextRouter } from './router-types.ts'

export interface AppTreeProps {
  readonly App: PageComponent
  readonly Component: PageComponent
  /** What `_app` gets: `{ pageProps, __N_SSG: true, … }`. */
  readonly props: AppData | { readonly pageProps: object }
  readonly router: NextRouter
  readonly head: HeadRegistry
}

/** Renders `_app` with a page in the contexts that `next/*` reads. */
export function AppTree({ App, Component, props, router, head }: AppTreeProps): ReactElement {
  return (
    <RouterContext value={router}>
      <HeadContext value={head}>
        <App {...props} Component={Component} router={router} />
      </HeadContext>
    </RouterContext>
  )
}
