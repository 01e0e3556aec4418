import Link from 'next/link'
import Script from 'next/script'
import { useState } from 'react'

export default function Scripted() {
  const [status, setStatus] = useState('waiting')
  return (
    <main>
      <p id="status">{status}</p>
      <Script src="/assets/counting.js" onLoad={() => setStatus('loaded')} onReady={() => count('ready')} />
      <Script id="inline" strategy="lazyOnload">{`window.inlineRan = (window.inlineRan ?? 0) + 1`}</Script>
      <Script src="/assets/early.js" strategy="beforeInteractive" />
      <Link href="/about" prefetch={false}>
        away
      </Link>
    </main>
  )
}

const count = (name) => (window[name] = (window[name] ?? 0) + 1)
