/** `next/router`: the hook, the wrapper for class components, and the tab's router for code outside of React. */
import { useContext, type ComponentType, type ReactElement } from 'react'
import { RouterContext } from '../client/contexts.ts'
import { currentRouter, whenRouterIsReady, type TabRouter } from '../client/current-router.ts'
import { routerEvents } from '../client/router-events.ts'
import { stateFields } from '../client/router-object.ts'
import type { NextRouter } from '../client/router-types.ts'

export type {
  BeforePopState,
  NavigationOptions as TransitionOptions,
  NextRouter,
  PrefetchOptions,
  Url,
} from '../client/router-types.ts'

/** Returns the router as of this render. @throws Error outside of the application. */
export function useRouter(): NextRouter {
  const router = useContext(RouterContext)
  if (router !== null) return router
  throw new Error(
    'NextRouter was not mounted. useRouter() works in components below pages/_app; in a test, provide RouterContext.',
  )
}

export interface WithRouterProps {
  readonly router: NextRouter
}

export type ExcludeRouterProps<Props> = Pick<Props, Exclude<keyof Props, keyof WithRouterProps>>

interface Wrappable {
  getInitialProps?: unknown
  origGetInitialProps?: unknown
}

/** Gives a component the router as its prop `router`. */
export function withRouter<Props extends WithRouterProps>(
  Composed: ComponentType<Props>,
): ComponentType<ExcludeRouterProps<Props>> {
  function WithRouter(props: ExcludeRouterProps<Props>): ReactElement {
    return <Composed {...({ ...props, router: useRouter() } as unknown as Props)} />
  }
  const { getInitialProps, origGetInitialProps } = Composed as Wrappable
  const name = Composed.displayName ?? Composed.name ?? 'Component'
  return Object.assign(WithRouter, { displayName: `withRouter(${name})` }, { getInitialProps, origGetInitialProps })
}

export interface SingletonRouter extends TabRouter {
  /** The router itself, once there is one. */
  readonly router: NextRouter | null
  /** Calls back when the router can be used. */
  ready(callback: () => void): void
}

function required(): TabRouter {
  const router = currentRouter()
  if (router !== undefined) return router
  throw new Error(
    'No router instance found. You should only use "next/router" on the client side of your app: in effects, event ' +
      'handlers, or Router.ready().',
  )
}

const methodNames = ['push', 'replace', 'reload', 'back', 'forward', 'prefetch', 'beforePopState'] as const

function singleton(): SingletonRouter {
  const router: object = { ready: whenRouterIsReady, events: routerEvents }
  for (const name of methodNames) {
    const call = (...values: unknown[]) => (required()[name] as (...values: unknown[]) => unknown)(...values)
    Object.defineProperty(router, name, { enumerable: true, value: call })
  }
  for (const field of [...stateFields, 'sdc'] as const) {
    Object.defineProperty(router, field, { enumerable: true, get: () => required()[field] })
  }
  Object.defineProperty(router, 'router', { get: () => currentRouter() ?? null })
  return router as SingletonRouter
}

const Router: SingletonRouter = singleton()
export default Router
