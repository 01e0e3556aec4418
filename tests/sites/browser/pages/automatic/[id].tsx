import Link from 'next/link'
import { RouteState } from '../../components/route-state'

/** A dynamic route without data functions. */
export default function Automatic() {
  return (
    <main>
      <h1>Automatic</h1>
      <RouteState />
      <Link href={{ pathname: '/automatic/[id]', query: { id: 'second', size: 'big' } }} prefetch={false}>
        second
      </Link>
    </main>
  )
}
