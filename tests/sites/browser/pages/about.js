import Link from 'next/link'
import { Badge } from '../components/badge'

export default function About() {
  return (
    <main>
      <h1>About us</h1>
      <Badge>Since 1921</Badge>
      <Link href="/long#middle" prefetch={false}>
        the middle
      </Link>
      <Link href="/posts/moved" prefetch={false}>
        moved
      </Link>
      <Link href="/posts/missing" prefetch={false}>
        missing
      </Link>
      <Link href="/nowhere" prefetch={false}>
        nowhere
      </Link>
      <Link href="/things/broken" prefetch={false}>
        broken
      </Link>
    </main>
  )
}
