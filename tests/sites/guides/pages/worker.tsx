import Script from 'next/script'

export default function Worker() {
  return <Script src="/after.js" strategy="worker" />
}
