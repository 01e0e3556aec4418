import Document, { Html, Head, Main, NextScript, type DocumentContext, type DocumentInitialProps } from 'next/document'
import Script from 'next/script'

class MyDocument extends Document {
  static async getInitialProps(ctx: DocumentContext): Promise<DocumentInitialProps> {
    const originalRenderPage = ctx.renderPage
    ctx.renderPage = () =>
      originalRenderPage({
        enhanceApp: (App) => (props) => (
          <>
            <App {...props} />
          </>
        ),
        enhanceComponent: (Component) => Component,
      })
    const initialProps = await Document.getInitialProps(ctx)
    return initialProps
  }

  render() {
    return (
      <Html lang="en">
        <Head>
          <link rel="icon" href="/favicon.svg" />
        </Head>
        <body className="guides">
          <Main />
          <NextScript />
          <Script src="/early.js" strategy="beforeInteractive" />
          <Script src="/document.js" strategy="lazyOnload" />
        </body>
      </Html>
    )
  }
}

export default MyDocument
