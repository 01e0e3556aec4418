/** `next/document`: the parts of `pages/_document`, and the one of sites that have none. Rendered on the server only. */
import { Component, type HTMLAttributes, type HtmlHTMLAttributes, type ReactElement, type ReactNode } from 'react'
import { escapeJsonForHtml } from '../client/html-escape.ts'
import {
  DocumentContext as Context,
  useDocument,
  type DocumentContextValue,
  type DocumentInitContext as DocumentContext,
  type DocumentInitialProps,
} from '../client/document-context.ts'
import type { NextData } from '../client/client-route.ts'
import { documentScriptsIn } from './document-scripts.ts'
import { earlyScript } from './next-script.tsx'

export type {
  DocumentInitContext as DocumentContext,
  DocumentInitialProps,
  RenderPage,
} from '../client/document-context.ts'

export type DocumentProps = DocumentInitialProps &
  Partial<Omit<DocumentContextValue, 'html' | 'styles'>> & {
    /** What the browser is told of the page. */
    readonly __NEXT_DATA__?: NextData
  }

export interface OriginProps {
  readonly nonce?: string | undefined
  readonly crossOrigin?: 'anonymous' | 'use-credentials' | '' | undefined
}

export function Html(props: HtmlHTMLAttributes<HTMLHtmlElement>): ReactElement {
  const document = useDocument('Html')
  // For code that asks this site for something, and for tests that wait for a deployment.
  const deployment = document.deploymentId === undefined ? {} : { 'data-dpl-id': document.deploymentId }
  return (
    <Context value={{ ...document, documentScripts: documentScriptsIn(props.children) }}>
      <html {...props} {...deployment} lang={props.lang ?? document.locale} />
    </Context>
  )
}

/** The page's own head elements come before the document's, as in Next.js: of two titles browsers show the first. */
export function Head({
  children,
  nonce,
  crossOrigin: own,
  ...props
}: HTMLAttributes<HTMLHeadElement> & OriginProps): ReactElement {
  const document = useDocument('Head')
  const { headElements, styles, scripts, preloads, stylesheets, documentScripts } = document
  const origin = { nonce, crossOrigin: own ?? document.crossOrigin }
  return (
    <head {...props}>
      {headElements}
      {children}
      {stylesheets.map((href) => (
        <link key={href} rel="stylesheet" href={href} {...origin} />
      ))}
      {modulesOf(scripts, preloads).map((href) => (
        <link key={href} rel="modulepreload" href={href} {...origin} />
      ))}
      {documentScripts?.early.map((script, index) => earlyScript({ ...origin, ...script }, `document-${index}`))}
      {styles}
    </head>
  )
}

const modulesOf = (scripts: DocumentContextValue['scripts'], preloads: readonly string[]): string[] => [
  ...scripts.filter(({ module }) => module).map(({ src }) => src),
  ...preloads,
]

export function Main(): ReactElement {
  const { html } = useDocument('Main')
  return <div id="__next" dangerouslySetInnerHTML={{ __html: html }} />
}

/** The page's data and the scripts that bring it to life. */
export function NextScript(props: OriginProps): ReactElement {
  const { nextDataJson, scripts, documentScripts, crossOrigin } = useDocument('NextScript')
  const origin = { ...props, crossOrigin: props.crossOrigin ?? crossOrigin }
  return (
    <>
      <script
        id="__NEXT_DATA__"
        type="application/json"
        {...origin}
        dangerouslySetInnerHTML={{ __html: withScripts(nextDataJson, documentScripts?.later ?? []) }}
      />
      {scripts.map(({ src, module }) =>
        module ? (
          <script key={src} type="module" src={src} {...origin} />
        ) : (
          <script key={src} defer src={src} {...origin} />
        ),
      )}
    </>
  )
}

/** Adds to the page's data what the browser is to load besides. */
const withScripts = (json: string, scripts: readonly object[]): string =>
  scripts.length === 0
    ? json
    : json.replace(/}$/, () => `,"scriptLoader":${escapeJsonForHtml(JSON.stringify(scripts))}}`)

export default class Document<Props = object> extends Component<DocumentProps & Props> {
  /** Renders the page. A site's own `_document` calls it and adds to what it returns. */
  static getInitialProps(context: DocumentContext): Promise<DocumentInitialProps> {
    return context.defaultGetInitialProps(context)
  }

  override render(): ReactNode {
    return (
      <Html>
        <Head />
        <body>
          <Main />
          <NextScript />
        </body>
      </Html>
    )
  }
}
