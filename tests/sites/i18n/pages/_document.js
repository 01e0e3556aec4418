import Document, { Head, Html, Main, NextScript } from 'next/document'

export default class SiteDocument extends Document {
  static async getInitialProps(context) {
    return { ...(await Document.getInitialProps(context)), told: context.locale }
  }

  render() {
    const { locale, told, __NEXT_DATA__: data } = this.props
    return (
      <Html>
        <Head>
          <link rel="icon" href="data:," />
        </Head>
        <body data-locale={locale} data-told={told} data-of-page={data.locale}>
          <Main />
          <NextScript />
        </body>
      </Html>
    )
  }
}
