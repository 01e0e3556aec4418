import { Head, Html, Main, NextScript } from 'next/document'

export default function Document() {
  return (
    <Html lang="en-GB">
      <Head>
        <link rel="icon" href="/assets/picture.svg" />
      </Head>
      <body className="shop">
        <Main />
        <NextScript />
      </body>
    </Html>
  )
}
