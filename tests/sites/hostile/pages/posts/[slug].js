import { useRouter } from 'next/router'

export default function Post({ slug, text }) {
  const { query, asPath } = useRouter()
  return (
    <main>
      <h1>{slug}</h1>
      <p id="query">{JSON.stringify(query)}</p>
      <p id="path">{asPath}</p>
      <p>{text}</p>
    </main>
  )
}

export const getStaticPaths = () => ({ paths: ['/posts/one'], fallback: 'blocking' })

// Nothing of a request can get in here: the test reads what it was given.
export async function getStaticProps(context) {
  const { slug } = context.params
  const response = await fetch(`${process.env.SOURCE}/posts/${encodeURIComponent(slug)}`)
  if (response.status === 404) return { notFound: true, revalidate: 3600 }
  const { given, text } = await response.json()
  if (given) return { props: { slug, text: JSON.stringify(context) }, revalidate: false }
  return { props: { slug, text }, revalidate: 3600 }
}
