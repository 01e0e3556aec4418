import Head from 'next/head'
import Link from 'next/link'
import { Button } from '@/components/button'

export default function Home() {
  return (
    <>
      <Head>
        <title>{`Home of ${process.env.siteName}`}</title>
        <meta property="og:title" content="My page title" key="title" />
      </Head>
      <Head>
        <meta property="og:title" content="My new title" key="title" />
      </Head>
      <h1>Guides</h1>
      <Button />
      <ul>
        <li>
          <Link href={{ pathname: '/posts/[id]', query: { id: 'a b', from: 'home' } }}>A post</Link>
        </li>
        <li>
          <Link href={`/posts/${encodeURIComponent('c/d')}`}>Another post</Link>
        </li>
      </ul>
    </>
  )
}
