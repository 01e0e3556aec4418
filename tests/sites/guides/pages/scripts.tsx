import Script from 'next/script'
import { useState } from 'react'

declare global {
  var counted: string[]
}

export default function Scripts() {
  const [told, setTold] = useState<string[]>([])
  const tell = (what: string) => setTold((before) => [...before, what])
  return (
    <>
      <Script src="/after.js" onLoad={() => tell('after loaded')} onReady={() => tell('after ready')} />
      <Script src="/lazy.js" strategy="lazyOnload" data-role="lazy" onLoad={() => tell('lazy loaded')} />
      <Script src="/missing.js" onError={() => tell('missing failed')} />
      <Script id="inline">{`(globalThis.counted ??= []).push('inline')`}</Script>
      <Script id="inner" dangerouslySetInnerHTML={{ __html: `(globalThis.counted ??= []).push('inner')` }} />
      <pre id="told">{told.toSorted().join()}</pre>
    </>
  )
}
