/** The frame and the styles of all pages. */
import type { AppProps } from 'next/app'
import Head from 'next/head'
import { Layout } from '../components/layout.tsx'
import '../styles/global.css'

export default function App({ Component, pageProps }: AppProps) {
  return (
    <Layout>
      <Head>
        <title key="title">Larch &amp; Lantern</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
      </Head>
      <Component {...pageProps} />
    </Layout>
  )
}
