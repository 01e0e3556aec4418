/** `next/app`: the default `_app`, and the class that older sites extend. */
import { Component as ReactComponent, type ComponentType, type ReactElement } from 'react'
import { pageInitialProps, type AppContext } from '../client/initial-props.ts'
import type { NextRouter } from '../client/router-types.ts'

export type { AppContext } from '../client/initial-props.ts'
export type { WebVital as NextWebVitalsMetric } from '../client/web-vitals.ts'

export interface AppInitialProps<PageProps = unknown> {
  pageProps: PageProps
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a site's pages take different props
export interface AppProps<PageProps = any> extends AppInitialProps<PageProps> {
  Component: ComponentType<PageProps>
  router: NextRouter
  __N_SSG?: boolean
  __N_SSP?: boolean
}

async function appGetInitialProps({ Component, ctx }: AppContext): Promise<AppInitialProps<object>> {
  return { pageProps: await pageInitialProps(Component, ctx) }
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a site's pages take different props
export default class App<Props = any, OwnProps = object, State = object> extends ReactComponent<
  Props & AppProps<Props> & OwnProps,
  State
> {
  static origGetInitialProps = appGetInitialProps
  static getInitialProps = appGetInitialProps

  override render(): ReactElement {
    const { Component, pageProps } = this.props as AppProps
    return <Component {...pageProps} />
  }
}
