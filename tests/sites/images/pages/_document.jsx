import { Head, Html, Main, NextScript } from 'next/document'
// Shown by the server only: browsers never import it.
import mark from '../components/mark.png'

export default function Document() {
  return (
    <Html lang="en">
      <Head>
        <link rel="icon" href={mark.src} />
      </Head>
      <body>
        <Main />
        <NextScript />
      </body>
    </Html>
  )
}
