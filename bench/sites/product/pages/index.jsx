import Link from 'next/link'

export default function Home() {
  return (
    <main>
      <h1>The Chair Shop</h1>
      <Link href="/products/chair-1">The first chair</Link>
    </main>
  )
}
