import Link from 'next/link'

export default function Home({ posts }) {
  return (
    <ul>
      {posts.map((slug) => (
        <li key={slug}>
          <Link href={`/posts/${slug}`}>{slug}</Link>
        </li>
      ))}
    </ul>
  )
}

export const getStaticProps = () => ({ props: { posts: ['first', 'second post'] } })
