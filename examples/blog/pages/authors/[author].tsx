import type { GetStaticPaths, GetStaticProps } from 'next'
import Head from 'next/head'
import { PostList } from '@/components/post-list'
import { authorOf, authors, type Author } from '@/lib/authors'
import { allPosts, type PostSummary } from '@/lib/posts'
import { site } from '@/lib/site'
import styles from '@/styles/list.module.css'

interface AuthorProps {
  author: Author
  essays: PostSummary[]
  entries: PostSummary[]
  total: number
}

export default function AuthorPage({ author, essays, entries, total }: AuthorProps) {
  return (
    <div className={styles.list}>
      <Head>
        <title>{`${author.name} · ${site.name}`}</title>
        <meta name="description" content={author.about} />
      </Head>
      <h1>{author.name}</h1>
      <p className={styles.lead}>
        {author.role}. {author.about}
      </p>
      <PostList posts={essays} />
      {total === 0 ? null : (
        <>
          <h2>{total.toLocaleString('en')} entries in the log</h2>
          <PostList posts={entries} />
        </>
      )}
    </div>
  )
}

export const getStaticPaths: GetStaticPaths = () => ({
  paths: authors.map(({ id }) => `/authors/${id}`),
  fallback: false,
})

export const getStaticProps: GetStaticProps<AuthorProps, { author: string }> = async ({ params }) => {
  const own = (await allPosts()).filter(({ author }) => author === params!.author)
  const entries = own.filter(({ kind }) => kind === 'log')
  return {
    props: {
      author: authorOf(params!.author)!,
      essays: own.filter(({ kind }) => kind === 'essay'),
      entries: entries.slice(0, 10),
      total: entries.length,
    },
    revalidate: 600,
  }
}
