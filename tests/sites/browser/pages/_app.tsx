import type { AppProps } from 'next/app'
import Head from 'next/head'
import Link from 'next/link'
import Router from 'next/router'
import { useState } from 'react'
import '../styles/global.css'

declare global {
  interface Window {
    routerEvents?: string[]
  }
}

const events = [
  'routeChangeStart',
  'beforeHistoryChange',
  'routeChangeComplete',
  'routeChangeError',
  'hashChangeStart',
  'hashChangeComplete',
] as const

if (typeof window !== 'undefined' && window.routerEvents === undefined) {
  const seen: string[] = (window.routerEvents = [])
  for (const name of events) {
    Router.events.on(name, (...parts: unknown[]) => {
      const url = parts.find((part) => typeof part === 'string')
      seen.push(`${name} ${url}`)
    })
  }
}

const places = ['/', '/about', '/things/1', '/posts/first', '/request?from=menu', '/long']

export default function App({ Component, pageProps }: AppProps) {
  const [count, setCount] = useState(0)
  return (
    <>
      <Head>
        <title>Greengrocer</title>
        <meta name="description" content="All of the shop" key="description" />
        <meta name="theme-color" content="#005a00" />
      </Head>
      <nav>
        {places.map((href) => (
          <Link key={href} href={href} prefetch={false}>
            {href}
          </Link>
        ))}
        <button id="counter" onClick={() => setCount(count + 1)}>
          {count}
        </button>
      </nav>
      <Component {...pageProps} />
    </>
  )
}
