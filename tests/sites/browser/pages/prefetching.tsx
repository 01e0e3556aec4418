import Link from 'next/link'

export default function Prefetching() {
  return (
    <main>
      <Link href="/things/1">in view</Link>
      <Link href="/posts/first" prefetch={false}>
        on hover
      </Link>
      <Link href="/clocks/prefetched">a clock</Link>
      <Link href="/request">per request</Link>
      <div style={{ height: 4000 }} />
      <Link href="/things/2">far below</Link>
    </main>
  )
}
