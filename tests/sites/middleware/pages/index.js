import Link from 'next/link'

const paths = [
  '/about',
  '/members',
  '/dashboard',
  '/lab/redirect',
  '/lab/post',
  '/lab/query',
  '/lab/json',
  '/posts/one',
  '/news',
]

export default function Home() {
  return (
    <main>
      <h1>Home</h1>
      {paths.map((path) => (
        <Link key={path} href={path}>
          {path}
        </Link>
      ))}
    </main>
  )
}
