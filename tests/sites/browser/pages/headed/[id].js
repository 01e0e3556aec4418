import Head from 'next/head'
import Link from 'next/link'

export const getStaticPaths = () => ({ paths: ['/headed/one', '/headed/two'], fallback: false })
export const getStaticProps = ({ params }) => ({ props: { id: params.id } })

export default function Headed({ id }) {
  return (
    <main>
      <Head>
        <title>Page {id}</title>
        <meta name="description" content={`Only ${id}`} key="description" />
        {id === 'one' && <meta property="og:title" content="One" />}
        {id === 'one' && <link rel="canonical" href="https://example.com/one" />}
      </Head>
      <Link href="/headed/two">two</Link>
    </main>
  )
}
