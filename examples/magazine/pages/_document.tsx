import { Head, Html, Main, NextScript } from 'next/document'

/** `Html` gets its language from the page. */
export default function Document() {
  return (
    <Html>
      <Head>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <meta name="theme-color" content="#f7f3ea" />
      </Head>
      <body>
        <Main />
        <NextScript />
      </body>
    </Html>
  )
}
