import type { GetStaticPaths, GetStaticProps } from 'next'
import { load } from 'lib/source'

interface Post {
  id: string
  title: string
  content: string
}

interface Props {
  post: Post
}

export const getStaticPaths: GetStaticPaths = async () => {
  const posts = await load<Post[]>('/blog')
  return { paths: posts.map((post) => ({ params: { id: String(post.id) } })), fallback: 'blocking' }
}

export const getStaticProps: GetStaticProps<Props> = async ({ params }: { params?: { id?: string } }) => {
  const post = await load<Post | null>(`/blog/${params?.id}`)
  if (post === null) return { notFound: true, revalidate: 1 }
  return { props: { post }, revalidate: 1 }
}

export default function Page({ post }: Props) {
  return (
    <main>
      <h1>{post.title}</h1>
      <p>{post.content}</p>
    </main>
  )
}
