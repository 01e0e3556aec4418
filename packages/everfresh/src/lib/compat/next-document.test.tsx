/** Renders documents the way the server does. */
import { renderToStaticMarkup, renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { AppTree } from '../client/app-tree.tsx'
import {
  createDocumentContext,
  DocumentContext,
  documentInitialProps,
  type DocumentInitContext,
  type PageEnhancers,
} from '../client/document-context.ts'
import { createHeadRegistry } from '../client/head-registry.ts'
import { createServerRouter } from '../client/server-router.ts'
import App from './next-app.tsx'
import Document, { Head as DocumentHead, Html, Main, NextScript } from './next-document.tsx'
import Head from './next-head.ts'
import Link from './next-link.ts'
import Script from './next-script.tsx'

function Page({ name }: { name: string }) {
  return (
    <main>
      <Head>
        <title>{name} &amp; more</title>
      </Head>
      <Script strategy="beforeInteractive" src="/early.js" />
      <Link href={{ pathname: '/products/[sku]', query: { sku: 'a b', tab: 'x' } }}>{name}</Link>
    </main>
  )
}

async function render(DocumentOfSite: typeof Document | (() => React.ReactElement) = Document): Promise<string> {
  const head = createHeadRegistry()
  const router = createServerRouter({ pathname: '/', query: {}, asPath: '/', basePath: '/docs' })
  const tree = { App, Component: Page, props: { pageProps: { name: 'Lamp' } }, router, head }
  const renderPage = ({ enhanceApp }: PageEnhancers) => {
    const html = renderToString(<AppTree {...tree} App={enhanceApp?.(App) ?? App} />)
    return { html, head: head.elements() }
  }
  const context = createDocumentContext({ pathname: '/', query: {}, AppTree: () => null, renderPage })
  const props = await documentInitialProps(DocumentOfSite, context)
  const value = {
    html: props.html,
    headElements: head.elements(),
    styles: props.styles,
    dangerousAsPath: '/',
    nextDataJson: '{"page":"/"}',
    scripts: [{ src: '/docs/_next/static/entry.js', module: true }],
    preloads: ['/docs/_next/static/page.js'],
    stylesheets: ['/docs/_next/static/page.css'],
    locale: 'en',
  }
  return renderToStaticMarkup(
    <DocumentContext value={value}>
      <DocumentOfSite {...props} />
    </DocumentContext>,
  )
}

test('the default document holds the page, its head, its data and what it loads', async () => {
  const html = await render()
  expect(html).toContain('<html lang="en">')
  expect(html).toContain('<title data-next-head="">Lamp &amp; more</title>')
  expect(html).toContain('<meta charSet="utf-8" data-next-head=""/>')
  expect(html).toContain('<link rel="stylesheet" href="/docs/_next/static/page.css"/>')
  expect(html).toContain('<link rel="modulepreload" href="/docs/_next/static/entry.js"/>')
  expect(html).toContain('<link rel="modulepreload" href="/docs/_next/static/page.js"/>')
  expect(html).toContain('<div id="__next"><main>')
  expect(html).toContain('<script id="__NEXT_DATA__" type="application/json">{"page":"/"}</script>')
  expect(html).toContain('<script type="module" src="/docs/_next/static/entry.js"></script>')
})

test('a script that must run first comes before the other head elements', async () => {
  const html = await render()
  const at = html.indexOf('<script data-nscript="beforeInteractive" src="/early.js" defer=""></script>')
  expect(at).toBeGreaterThan(0)
  expect(at).toBeLessThan(html.indexOf('rel="stylesheet"'))
})

test('a link on the server shows its path filled in, with the base path', async () => {
  expect(await render()).toContain('<a href="/docs/products/a%20b?tab=x">Lamp</a>')
})

test('a document may wrap the application by replacing renderPage, and add styles', async () => {
  class Collecting extends Document {
    static override async getInitialProps(context: DocumentInitContext) {
      const { renderPage } = context
      const enhanceApp = (Inner: typeof App) =>
        function Wrapped(props: never) {
          return (
            <div className="wrapped">
              <Inner {...(props as object)} />
            </div>
          )
        }
      const own = { ...context, renderPage: () => renderPage({ enhanceApp } as never) }
      const initial = await Document.getInitialProps(own)
      return { ...initial, styles: <style>{'.collected{}'}</style> }
    }
  }
  const html = await render(Collecting)
  expect(html).toContain('<div class="wrapped"><main>')
  expect(html).toContain('<style>.collected{}</style>')
})

test('a document may be a function without getInitialProps', async () => {
  const html = await render(() => (
    <Html lang="de" className="dark">
      <DocumentHead>
        <meta name="theme-color" content="#fff" />
      </DocumentHead>
      <body>
        <Main />
        <NextScript />
      </body>
    </Html>
  ))
  expect(html).toContain('<html lang="de" class="dark">')
  expect(html).toContain('<meta name="theme-color" content="#fff"/>')
})

test('scripts of a document: early ones go into its head, the browser loads the others', async () => {
  const html = await render(() => (
    <Html>
      <DocumentHead />
      <body>
        <Main />
        <NextScript />
        <Script src="/first.js" strategy="beforeInteractive" />
        <Script id="tag" data-for="</script>" />
      </body>
    </Html>
  ))
  const [head, body] = html.split('</head>')
  expect(head).toContain('<script data-nscript="beforeInteractive" src="/first.js" defer=""></script>')
  expect(body).not.toContain('first.js')
  expect(body).toContain('{"page":"/","scriptLoader":[{"id":"tag","data-for":"\\u003c/script\\u003e"}]}</script>')
  expect(body).toMatch(/<\/script><\/body><\/html>$/)
})

test('the parts of a document refuse to be rendered in a page', () => {
  expect(() => renderToStaticMarkup(<Main />)).toThrow(
    '<Main> of next/document can only be rendered in pages/_document',
  )
})
