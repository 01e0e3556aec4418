import NextApp, { type AppContext, type AppProps, type NextWebVitalsMetric } from 'next/app'
import '@/styles/global.css'

export function reportWebVitals({ name, label }: NextWebVitalsMetric): void {
  ;((window as { vitals?: string[] }).vitals ??= []).push(`${label}:${name}`)
}

export default function App({ Component, pageProps, greeting }: AppProps & { greeting: string }) {
  return (
    <main data-greeting={greeting}>
      <Component {...pageProps} />
    </main>
  )
}

App.getInitialProps = async (context: AppContext) => ({
  ...(await NextApp.getInitialProps(context)),
  greeting: `hello ${context.ctx.pathname}`,
})
