import { useRouter } from 'next/router'
import { ask } from '../../source.js'

export default function Post({ title }) {
  const { query, asPath } = useRouter()
  return (
    <>
      <h1>{title}</h1>
      <p id="slug">{query.slug}</p>
      <p id="address">{asPath}</p>
    </>
  )
}

export async function getStaticProps({ params }) {
  const post = await ask(`/posts/${params.slug}`)
  return post === null ? { notFound: true } : { props: post, revalidate: 3600 }
}

export const getStaticPaths = () => ({ paths: [{ params: { slug: 'one' } }], fallback: 'blocking' })
