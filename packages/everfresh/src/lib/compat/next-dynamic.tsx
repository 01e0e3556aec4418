/** `next/dynamic`: components whose code loads when they are needed. */
import {
  lazy,
  Suspense,
  useState,
  useSyncExternalStore,
  type ComponentType,
  type ReactElement,
  type ReactNode,
} from 'react'

export interface DynamicOptionsLoadingProps {
  readonly error?: Error | null
  readonly isLoading?: boolean
  readonly pastDelay?: boolean
  readonly retry?: () => void
  readonly timedOut?: boolean
}

type LoadedModule<Props> = ComponentType<Props> | { readonly default: ComponentType<Props> }
export type LoaderComponent<Props = object> = Promise<LoadedModule<Props>>
export type Loader<Props = object> = (() => LoaderComponent<Props>) | LoaderComponent<Props>

export interface DynamicOptions<Props = object> {
  readonly loader?: Loader<Props>
  /** Shown until the code is there, and when it cannot be loaded. */
  readonly loading?: (props: DynamicOptionsLoadingProps) => ReactNode
  /** False: the server renders `loading` only. */
  readonly ssr?: boolean
}

/**
 * Returns a component that loads its code when it is first rendered. On the server it is waited for, unless `ssr` is false.
 *
 * @throws Error when no loader is given.
 */
export default function dynamic<Props = object>(
  given: DynamicOptions<Props> | Loader<Props>,
  more: DynamicOptions<Props> = {},
): ComponentType<Props> {
  const isLoader = typeof given === 'function' || given instanceof Promise
  const { loader, loading, ssr = true } = isLoader ? { ...more, loader: given } : { ...given, ...more }
  if (loader === undefined)
    throw new Error('dynamic() needs a function that imports the component: dynamic(() => import(…)).')
  const Loading = loading ?? (() => null)
  const load = async () => ({ default: componentOf(await (typeof loader === 'function' ? loader() : loader)) })
  const Loaded = lazyOf(load, loading)

  function Dynamic(props: Props): ReactElement {
    const [Current, setCurrent] = useState(() => Loaded)
    const isBrowser = useIsBrowser()
    const waiting = <Loading isLoading pastDelay error={null} timedOut={false} />
    if (!ssr && !isBrowser) return <>{waiting}</>
    const retry = () => setCurrent(() => lazyOf(load, loading))
    return (
      <Suspense fallback={waiting}>
        <Current given={props} retry={retry} />
      </Suspense>
    )
  }
  Dynamic.displayName = 'Dynamic'
  return Dynamic
}

type Attempt<Props> = ComponentType<{ given: Props; retry: () => void }>

/** One attempt to load. Without `loading` a failure is thrown where the component would be. */
function lazyOf<Props>(
  load: () => Promise<{ default: ComponentType<Props> }>,
  Failed: DynamicOptions<Props>['loading'],
): Attempt<Props> {
  const attempt = async (): Promise<{ default: Attempt<Props> }> => {
    try {
      const { default: Component } = await load()
      return { default: ({ given }) => <Component {...(given as Props & object)} /> }
    } catch (error) {
      if (Failed === undefined) throw error
      return { default: ({ retry }) => <Failed error={error as Error} isLoading={false} pastDelay retry={retry} /> }
    }
  }
  return lazy(attempt) as unknown as Attempt<Props>
}

function componentOf<Props>(loaded: LoadedModule<Props>): ComponentType<Props> {
  return 'default' in loaded ? (loaded.default as ComponentType<Props>) : loaded
}

const never = () => () => undefined

/** False on the server and while the server's markup is hydrated. */
const useIsBrowser = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )

/** Older spelling of `ssr: false`. */
export const noSSR = <Props,>(loader: Loader<Props>, options: DynamicOptions<Props> = {}): ComponentType<Props> =>
  dynamic(loader, { ...options, ssr: false })
