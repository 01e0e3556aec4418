import Link from 'next/link'
import { Route } from '../components/route'

export default function About() {
  return (
    <>
      <h1>About</h1>
      <Link href="/blog/again">again</Link>
      <Route />
    </>
  )
}
