/**
 * What `_document` is rendered from. The server
 *
 * 1. makes a context with `createDocumentContext({ renderPage, … })`,
 * 2. asks the site's `_document` for its props with `documentInitialProps(Document, context)`, which renders the page,
 * 3. renders `<DocumentContext value={{ html, headElements, … }}><Document {...props} /></DocumentContext>` with
 *    `renderToStaticMarkup`.
 */
import { createContext, useContext, type ComponentType, type ReactElement, type ReactNode } from 'react'
import type { PageContext } from './initial-props.ts'

/** What `Html`, `Head`, `Main` and `NextScript` write. */
export interface DocumentContextValue {
  /** The page, as React rendered it. */
  readonly html: string
  /** `HeadRegistry.elements()` after the page was rendered. */
  readonly headElements: readonly ReactElement[]
  /** What `_document`'s getInitialProps returned as `styles`. */
  readonly styles?: ReactNode
  readonly dangerousAsPath: string
  /** `escapeJsonForHtml(JSON.stringify(nextData))`. */
  readonly nextDataJson: string
  readonly deploymentId?: string | undefined
  /** Of scripts and stylesheets that do not say it themselves. */
  readonly crossOrigin?: 'anonymous' | 'use-credentials' | undefined
  readonly scripts: readonly DocumentScript[]
  /** URLs of modules that the scripts will import, base path included. */
  readonly preloads: readonly string[]
  /** URLs, base path included. */
  readonly stylesheets: readonly string[]
  readonly locale?: string
  /** The `<Script>`s among the children of `Html`. */
  readonly documentScripts?: DocumentScripts
}

/** Props of `next/script`. */
export interface DocumentScripts {
  /** `Head` writes them. */
  readonly early: readonly object[]
  /** The browser loads them. */
  readonly later: readonly object[]
}

export interface DocumentScript {
  /** URL, base path included. */
  readonly src: string
  readonly module: boolean
}

export const DocumentContext = createContext<DocumentContextValue | null>(null)
DocumentContext.displayName = 'DocumentContext'

/** @throws Error when `name` is rendered outside of `pages/_document`. */
export function useDocument(name: string): DocumentContextValue {
  const render = useContext(DocumentContext)
  if (render !== null) return render
  throw new Error(
    `<${name}> of next/document can only be rendered in pages/_document. Elsewhere use <Head> of next/head.`,
  )
}

/** What rendering the page gave. */
export interface RenderedPage {
  readonly html: string
  readonly head?: readonly ReactElement[]
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the props are the site's
type AnyComponent = ComponentType<any>

export interface PageEnhancers {
  readonly enhanceApp?: (App: AnyComponent) => AnyComponent
  readonly enhanceComponent?: (Component: AnyComponent) => AnyComponent
}

/** Renders the page. Style libraries wrap `_app` or the page to collect what these use. */
export type RenderPage = (
  options?: PageEnhancers | ((Component: AnyComponent) => AnyComponent),
) => RenderedPage | Promise<RenderedPage>

export interface DocumentInitialProps extends RenderedPage {
  readonly styles?: ReactNode
}

/** What `_document`'s `getInitialProps` gets. */
export interface DocumentInitContext extends PageContext {
  readonly renderPage: (options?: Parameters<RenderPage>[0]) => Promise<RenderedPage>
  readonly defaultGetInitialProps: (
    context: DocumentInitContext,
    options?: { readonly nonce?: string },
  ) => Promise<DocumentInitialProps>
}

export interface DocumentPage extends PageContext {
  /** Gets its enhancers as an object always. */
  readonly renderPage: (enhancers: PageEnhancers) => RenderedPage | Promise<RenderedPage>
  /** Returns what the page's own styles are after it was rendered. */
  readonly styles?: ((options?: { readonly nonce?: string }) => ReactNode) | undefined
}

export function createDocumentContext({ styles, ...page }: DocumentPage): DocumentInitContext {
  return {
    ...page,
    renderPage: async (options) =>
      page.renderPage(typeof options === 'function' ? { enhanceComponent: options } : (options ?? {})),
    defaultGetInitialProps: async (context, options) => {
      const rendered = await context.renderPage()
      return { ...rendered, styles: styles?.(options) }
    },
  }
}

/** Returns the props of `_document`, the rendered page among them. */
export async function documentInitialProps(
  Document: AnyComponent & { getInitialProps?: (context: never) => unknown },
  context: DocumentInitContext,
): Promise<DocumentInitialProps> {
  const props = await (Document.getInitialProps
    ? Document.getInitialProps(context as never)
    : context.defaultGetInitialProps(context))
  if (typeof (props as Partial<DocumentInitialProps> | null)?.html === 'string') return props as DocumentInitialProps
  throw new Error('getInitialProps of pages/_document must return the `html` that Document.getInitialProps gave it.')
}
