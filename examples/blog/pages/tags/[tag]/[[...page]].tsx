import type { GetStaticPaths, GetStaticProps } from 'next'
import Head from 'next/head'
import { PageLinks } from '@/components/page-links'
import { PostList } from '@/components/post-list'
import { tagHref } from '@/lib/links'
import { allPosts, pageNumber, pageOf, tagCounts, type PostPage } from '@/lib/posts'
import { site } from '@/lib/site'
import styles from '@/styles/list.module.css'

interface TagProps {
  tag: string
  list: PostPage
}

export default function Tag({ tag, list }: TagProps) {
  return (
    <div className={styles.list}>
      <Head>
        <title>{`${tag} · ${site.name}`}</title>
      </Head>
      <h1>Tagged {tag}</h1>
      <p className={styles.lead}>{list.total.toLocaleString('en')} posts, newest first.</p>
      <PostList posts={list.posts} />
      <PageLinks page={list.page} pages={list.pages} hrefOf={(page) => tagHref(tag, page)} />
    </div>
  )
}

/** The first page of each tag; the others when somebody asks for them. */
export const getStaticPaths: GetStaticPaths = async () => ({
  paths: (await tagCounts()).map(({ tag }) => ({ params: { tag, page: [] } })),
  fallback: 'blocking',
})

export const getStaticProps: GetStaticProps<TagProps, { tag: string; page?: string[] }> = async ({ params }) => {
  const { tag, page: parts = [] } = params!
  const page = parts.length === 0 ? 1 : pageNumber(parts.join('/'))
  if (page === 1 && parts.length > 0) return { redirect: { destination: tagHref(tag), permanent: true } }
  const tagged = (await allPosts()).filter(({ tags }) => tags.includes(tag))
  const list = page === undefined || tagged.length === 0 ? undefined : pageOf(tagged, page)
  return list === undefined ? { notFound: true, revalidate: 600 } : { props: { tag, list }, revalidate: 600 }
}
