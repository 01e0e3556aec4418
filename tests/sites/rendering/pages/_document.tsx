import Document, { Head, Html, Main, NextScript, type DocumentContext } from 'next/document'
import { ServerStyleSheet } from 'styled-components'

export default class SiteDocument extends Document<{ rendered: string[] }> {
  static override async getInitialProps(context: DocumentContext) {
    const sheet = new ServerStyleSheet()
    const rendered: string[] = []
    try {
      const { renderPage } = context
      const collected = {
        ...context,
        renderPage: () =>
          renderPage({
            enhanceApp: (App) => (props) => sheet.collectStyles(<App {...props} />),
            enhanceComponent: (Component) => (props) => {
              rendered.push(Component.name)
              return <Component {...props} />
            },
          }),
      }
      const initial = await Document.getInitialProps(collected)
      return {
        ...initial,
        rendered,
        styles: (
          <>
            {initial.styles}
            {sheet.getStyleElement()}
          </>
        ),
      }
    } finally {
      sheet.seal()
    }
  }

  override render() {
    return (
      <Html lang="en">
        <Head />
        <body data-rendered={this.props.rendered.join()}>
          <Main />
          <NextScript />
        </body>
      </Html>
    )
  }
}
