import type { AppProps } from 'next/app'
import { Layout } from '@/components/layout'
import type { Section } from '@/lib/cms-types'
import type { Alternates } from '@/lib/languages'
import '@/styles/global.css'

/** What the frame around a page wants to know; pages without data have none of it. */
interface FrameProps {
  readonly sections?: readonly Section[]
  readonly alternates?: Alternates
}

export default function App({ Component, pageProps }: AppProps<FrameProps>) {
  return (
    <Layout sections={pageProps.sections ?? []} alternates={pageProps.alternates}>
      <Component {...pageProps} />
    </Layout>
  )
}
