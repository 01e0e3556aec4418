import { Head, Html, Main, NextScript } from 'next/document'
import { site } from '@/lib/site'

export default function Document() {
  return (
    <Html lang="en">
      <Head>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="alternate" href="/rss.xml" type="application/rss+xml" title={site.name} />
        <meta name="theme-color" content="#17616d" />
      </Head>
      <body>
        <Main />
        <NextScript />
      </body>
    </Html>
  )
}
