import type { GetStaticProps } from 'next'
import Head from 'next/head'
import Image from 'next/image'
import { PageLinks } from '@/components/page-links'
import { PostCard } from '@/components/post-card'
import { PostList } from '@/components/post-list'
import dusk from '@/images/dusk.jpg'
import { pageHref } from '@/lib/links'
import { allPosts, essaySummaries, pageOf, type PostPage, type PostSummary } from '@/lib/posts'
import { site } from '@/lib/site'
import styles from '@/styles/home.module.css'

interface HomeProps {
  essays: PostSummary[]
  list: PostPage
}

export default function Home({ essays, list }: HomeProps) {
  return (
    <>
      <Head>
        <title>{site.name}</title>
        <meta name="description" content={site.description} />
        <meta property="og:title" content={site.name} />
        <link rel="canonical" href={site.url} />
      </Head>
      <div className={styles.hero}>
        <Image
          src={dusk}
          alt="A lighthouse on a rock at dusk, its beam over a calm sea"
          className={styles.picture}
          sizes="(max-width: 68rem) 100vw, 68rem"
          placeholder="blur"
          priority
        />
        <div className={styles.words}>
          <h1>A lighthouse that keeps a log</h1>
          <p>Every day since June 1999, and now and then something longer.</p>
        </div>
      </div>
      <h2 className={styles.heading}>Essays</h2>
      <div className={styles.essays}>
        {essays.map((post, index) => (
          <PostCard key={post.slug} post={post} large={index === 0} />
        ))}
      </div>
      <h2 className={styles.heading}>Everything, newest first</h2>
      <PostList posts={list.posts} />
      <PageLinks page={list.page} pages={list.pages} hrefOf={pageHref} />
    </>
  )
}

export const getStaticProps: GetStaticProps<HomeProps> = async () => ({
  props: { essays: (await essaySummaries()).slice(0, 7), list: pageOf(await allPosts(), 1)! },
  revalidate: 600,
})
