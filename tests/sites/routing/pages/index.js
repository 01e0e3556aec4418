import Link from 'next/link'
import { useRouter } from 'next/router'
import { Route } from '../components/route'

const links = [
  '/blog/first',
  '/posts-of/second',
  '/me?x=1',
  '/automatic-as/7?x=1',
  '/plain-as',
  '/shelled-as/new',
  '/upstream/page',
  '/old',
  '/about',
]

export default function Home() {
  const router = useRouter()
  return (
    <>
      <h1>Home</h1>
      <ul>
        {links.map((href) => (
          <li key={href}>
            <Link href={href} prefetch={false}>
              {href}
            </Link>
          </li>
        ))}
      </ul>
      <Link href="/posts/[slug]" as="/blog/disguised" prefetch={false}>
        disguised
      </Link>
      <button onClick={() => router.push('/blog/pushed?x=1')}>push</button>
      <Route />
    </>
  )
}
