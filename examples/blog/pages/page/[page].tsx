import type { GetStaticPaths, GetStaticProps } from 'next'
import Head from 'next/head'
import { PageLinks } from '@/components/page-links'
import { PostList } from '@/components/post-list'
import { pageHref } from '@/lib/links'
import { allPosts, pageNumber, pageOf, type PostPage } from '@/lib/posts'
import { site } from '@/lib/site'
import styles from '@/styles/list.module.css'

export default function Page({ posts, page, pages, total }: PostPage) {
  return (
    <div className={styles.list}>
      <Head>
        <title>{`Page ${page} · ${site.name}`}</title>
      </Head>
      <h1>Everything, page {page}</h1>
      <p className={styles.lead}>{total.toLocaleString('en')} posts, newest first.</p>
      <PostList posts={posts} />
      <PageLinks page={page} pages={pages} hrefOf={pageHref} />
    </div>
  )
}

export const getStaticPaths: GetStaticPaths = () => ({
  paths: ['2', '3', '4'].map((page) => ({ params: { page } })),
  fallback: 'blocking',
})

export const getStaticProps: GetStaticProps<PostPage, { page: string }> = async ({ params }) => {
  const page = pageNumber(params!.page)
  // The first page is the home page.
  if (page === 1) return { redirect: { destination: '/', permanent: true } }
  const list = page === undefined ? undefined : pageOf(await allPosts(), page)
  return list === undefined ? { notFound: true, revalidate: 600 } : { props: list, revalidate: 600 }
}
