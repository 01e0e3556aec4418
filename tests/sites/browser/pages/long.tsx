import Link from 'next/link'

export default function Long() {
  return (
    <main>
      <h1>Long</h1>
      <Link href="#middle">to the middle</Link>
      <div style={{ height: 3000 }} />
      <h2 id="middle">Middle</h2>
      <div style={{ height: 3000 }} />
      <Link href="/about" prefetch={false} id="end">
        to the end of the shop
      </Link>
      <Link href="/long?again" scroll={false} prefetch={false} id="stay">
        stay here
      </Link>
    </main>
  )
}
