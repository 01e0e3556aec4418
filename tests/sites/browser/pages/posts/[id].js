import { read } from '../../data/source'

export async function getStaticPaths() {
  return { paths: ['/posts/first'], fallback: 'blocking' }
}

export async function getStaticProps({ params }) {
  if (params.id === 'moved') return { redirect: { destination: '/things/2', permanent: true } }
  const post = await read(`/posts/${params.id}`)
  return post ? { props: { post } } : { notFound: true }
}

export default function Post({ post }) {
  return (
    <main>
      <h1>{post.title}</h1>
    </main>
  )
}
