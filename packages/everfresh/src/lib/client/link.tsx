/** `next/link`: an anchor that navigates without reloading, and loads ahead what it leads to. */
import {
  Children,
  cloneElement,
  useCallback,
  useContext,
  type AnchorHTMLAttributes,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
  type TouchEvent,
} from 'react'
import { jsx } from 'react/jsx-runtime'
import { RouterContext } from './contexts.ts'
import { linkTarget, type LinkTarget } from './link-target.ts'
import type { NextRouter, Url } from './router-types.ts'
import { onceNearViewport } from './viewport.ts'

interface LinkOwnProps {
  readonly href: Url
  /** What the address bar shows in place of `href`. */
  readonly as?: Url | undefined
  readonly replace?: boolean | undefined
  /** False: stays where the visitor has scrolled to. */
  readonly scroll?: boolean | undefined
  readonly shallow?: boolean | undefined
  /** False: loads ahead on hover only, and not as soon as the link is in view. */
  readonly prefetch?: boolean | 'auto' | null | undefined
  /** Gives `href` to a child that is no `<a>`; with `legacyBehavior`. */
  readonly passHref?: boolean | undefined
  /** The child is the anchor. */
  readonly legacyBehavior?: boolean | undefined
  /** Another language than the page's; false: what the path says, or the default one. */
  readonly locale?: string | false | undefined
  readonly onNavigate?: ((event: { preventDefault(): void }) => void) | undefined
  readonly ref?: Ref<HTMLAnchorElement> | undefined
  readonly children?: ReactNode
}

export type LinkProps = LinkOwnProps & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof LinkOwnProps>

const defaultStyle = { basePath: '', trailingSlash: false }

/** What a link adds to the anchor. */
interface AnchorProps {
  href?: string
  ref: (anchor: HTMLAnchorElement | null) => () => void
  onClick: (event: MouseEvent<HTMLAnchorElement>) => void
  onMouseEnter: (event: MouseEvent<HTMLAnchorElement>) => void
  onTouchStart: (event: TouchEvent<HTMLAnchorElement>) => void
}

type GivenProps = AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> | undefined }
type Child = ReactElement<GivenProps>

/** Props that are about the link; all others are the anchor's. */
const linkProps: ReadonlySet<string> = new Set<Exclude<keyof LinkOwnProps, 'ref' | 'children'>>([
  ...(['href', 'as', 'replace', 'scroll', 'shallow', 'prefetch'] as const),
  ...(['passHref', 'legacyBehavior', 'locale', 'onNavigate'] as const),
])

export function Link(props: LinkProps): ReactElement {
  const router = useContext(RouterContext)
  const target = linkTarget(props.href, props.as, router?.asPath ?? '/', router ?? defaultStyle, props.locale)
  const child = props.legacyBehavior ? onlyChild(props.children) : undefined
  const added = useBehaviour(props, child?.props ?? props, target, router)
  if (child === undefined) return jsx('a', Object.assign(anchorPropsOf(props), added, { href: target.shown }))
  const givesHref = props.passHref || (child.type === 'a' && !('href' in child.props))
  return cloneElement(child, givesHref ? { ...added, href: target.shown } : added)
}

/** One by one: the rest of a destructuring, spread into an element, made a page with thirteen links take a quarter longer. */
function anchorPropsOf(props: LinkProps): Record<string, unknown> {
  const anchor: Record<string, unknown> = {}
  for (const name in props) if (!linkProps.has(name)) anchor[name] = props[name as keyof LinkProps]
  return anchor
}

/** What a link does in browsers. */
function useNavigation(
  { replace, scroll, shallow, prefetch, locale, onNavigate }: Omit<LinkOwnProps, 'href'>,
  own: Pick<GivenProps, 'ref' | 'onClick' | 'onMouseEnter' | 'onTouchStart'>,
  target: LinkTarget,
  router: NextRouter | null,
): AnchorProps {
  const prefetchNow = useCallback(
    (isHovered: boolean) => {
      if (router === null || !target.isLocal) return
      router.prefetch(target.href, target.as, { priority: isHovered, locale }).catch(() => undefined)
    },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the router is another object after each navigation
    [router === null, target.isLocal, target.href, target.as, target.shown],
  )

  return {
    ref: useAnchor(prefetch !== false, prefetchNow, own.ref),
    onClick(event) {
      own.onClick?.(event)
      if (router === null || event.defaultPrevented || isLeftToBrowser(event)) return
      follow(event, router, target, { replace, scroll, shallow, locale, onNavigate })
    },
    onMouseEnter(event) {
      own.onMouseEnter?.(event)
      prefetchNow(true)
    },
    onTouchStart(event) {
      own.onTouchStart?.(event)
      prefetchNow(true)
    },
  }
}

const nothing = () => undefined
const inert = { ref: () => nothing, onClick: nothing, onMouseEnter: nothing, onTouchStart: nothing }

/**
 * On servers nothing ever happens to a link, and making what it would do was half of rendering it. A component in place of the
 * anchor gets something all the same: it may look different without.
 */
const useBehaviour: (...link: Parameters<typeof useNavigation>) => Partial<AnchorProps> =
  typeof window === 'undefined' ? ({ legacyBehavior }) => (legacyBehavior ? inert : {}) : useNavigation

function follow(
  event: MouseEvent<HTMLAnchorElement>,
  router: NextRouter,
  { href, as, isLocal }: LinkTarget,
  {
    replace,
    scroll,
    shallow,
    locale,
    onNavigate,
  }: Pick<LinkProps, 'replace' | 'scroll' | 'shallow' | 'locale' | 'onNavigate'>,
): void {
  if (!isLocal) return
  event.preventDefault()
  let isCancelled = false
  onNavigate?.({ preventDefault: () => void (isCancelled = true) })
  if (!isCancelled) void router[replace ? 'replace' : 'push'](href, as, { shallow, locale, scroll: scroll ?? true })
}

/** New tabs, downloads and whatever else the visitor, or the link's `target`, asks of the browser. */
function isLeftToBrowser(event: MouseEvent<HTMLAnchorElement>): boolean {
  const anchor = event.currentTarget
  const target = anchor.getAttribute('target')
  const isModified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.nativeEvent.button === 1
  return isModified || (target !== null && target !== '_self') || anchor.hasAttribute('download')
}

/** Watches the anchor for as long as it is there, and hands it to whoever else asked for it. */
function useAnchor(
  isEager: boolean,
  prefetchNow: (isHovered: boolean) => void,
  given: Ref<HTMLAnchorElement> | undefined,
) {
  return useCallback(
    (anchor: HTMLAnchorElement | null) => {
      const release = handOver(given, anchor)
      const stop = anchor !== null && isEager ? onceNearViewport(anchor, () => prefetchNow(false)) : undefined
      return () => {
        stop?.()
        release()
      }
    },
    [isEager, prefetchNow, given],
  )
}

/** Returns how to take it back. */
function handOver(ref: Ref<HTMLAnchorElement> | undefined, anchor: HTMLAnchorElement | null): () => void {
  if (typeof ref === 'function') {
    const cleanUp = ref(anchor)
    return typeof cleanUp === 'function' ? cleanUp : () => void ref(null)
  }
  if (ref) ref.current = anchor
  return () => {
    if (ref) ref.current = null
  }
}

function onlyChild(children: ReactNode): Child {
  if (typeof children === 'string' || typeof children === 'number') return <a>{children}</a>
  return Children.only(children) as Child
}

Link.displayName = 'Link'
