import type { GetStaticPaths, GetStaticProps } from 'next'
import Head from 'next/head'
import Link from 'next/link'
import { WeatherDials } from '@/components/weather-dials'
import { authorOf } from '@/lib/authors'
import { longDay } from '@/lib/dates'
import { authorHref, postHref, tagHref } from '@/lib/links'
import type { Weather } from '@/lib/log/weather'
import { htmlOf } from '@/lib/markdown'
import { allPosts, essaySummaries, neighboursOf, postOf, type PostSummary } from '@/lib/posts'
import { site } from '@/lib/site'
import styles from '@/styles/post.module.css'

interface PostProps {
  post: PostSummary & { draft: boolean; weather: Weather | null }
  html: string
  older: Neighbour | null
  newer: Neighbour | null
}

type Neighbour = Pick<PostSummary, 'slug' | 'title'>

export default function Post({ post, html, older, newer }: PostProps) {
  const author = authorOf(post.author)
  return (
    <article className={styles.post}>
      <Head>
        <title>{`${post.title} · ${site.name}`}</title>
        <meta name="description" content={post.excerpt} />
        <meta property="og:type" content="article" />
        <meta property="og:title" content={post.title} />
        <meta property="article:published_time" content={post.day} />
        {post.tags.map((tag) => (
          <meta key={tag} property="article:tag" content={tag} />
        ))}
        <link rel="canonical" href={site.url + postHref(post.slug)} />
      </Head>
      {post.draft ? <p className={styles.draft}>Draft</p> : null}
      <h1>{post.title}</h1>
      <p className={styles.byline}>
        {author === undefined ? null : <Link href={authorHref(author.id)}>{author.name}</Link>},{' '}
        <time dateTime={post.day}>{longDay(post.day)}</time>
      </p>
      {post.weather === null ? null : <WeatherDials {...post.weather} />}
      <div className={styles.text} dangerouslySetInnerHTML={{ __html: html }} />
      <ul className={styles.tags}>
        {post.tags.map((tag) => (
          <li key={tag}>
            <Link href={tagHref(tag)} prefetch={false}>
              {tag}
            </Link>
          </li>
        ))}
      </ul>
      <nav aria-label="Other posts" className={styles.neighbours}>
        <span>
          {older === null ? null : (
            <Link href={postHref(older.slug)} rel="prev">
              ← {older.title}
            </Link>
          )}
        </span>
        <span>
          {newer === null ? null : (
            <Link href={postHref(newer.slug)} rel="next">
              {newer.title} →
            </Link>
          )}
        </span>
      </nav>
    </article>
  )
}

/** Built ahead: all essays, and as many of the newest days as `POSTS_BUILT_AHEAD` says. The others come when somebody asks. */
export const getStaticPaths: GetStaticPaths = async () => {
  const ahead = Number(process.env.POSTS_BUILT_AHEAD ?? 300)
  const slugs = [...(await essaySummaries()), ...(await allPosts()).slice(0, ahead)].map(({ slug }) => slug)
  return { paths: [...new Set(slugs)].map((slug) => ({ params: { slug } })), fallback: 'blocking' }
}

export const getStaticProps: GetStaticProps<PostProps, { slug: string }> = async ({ params, draftMode }) => {
  const post = await postOf(params!.slug, { drafts: draftMode ?? false })
  if (post === undefined) return { notFound: true, revalidate: 600 }
  const { markdown, slug, title, day, author, tags, excerpt, kind, draft, weather } = post
  const { older, newer } = neighboursOf(await allPosts(), slug)
  return {
    props: {
      post: { slug, title, day, author, tags, excerpt, kind, draft, weather },
      html: await htmlOf(markdown),
      older: named(older),
      newer: named(newer),
    },
    revalidate: 3600,
  }
}

const named = (post: PostSummary | null): Neighbour | null =>
  post === null ? null : { slug: post.slug, title: post.title }
