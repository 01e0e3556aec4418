/** An essay as a card. */
import Link from 'next/link'
import { authorOf } from '@/lib/authors'
import { longDay } from '@/lib/dates'
import { postHref } from '@/lib/links'
import type { PostSummary } from '@/lib/posts'
import styles from './post-card.module.css'

export function PostCard({ post, large = false }: { post: PostSummary; large?: boolean }) {
  return (
    <article className={large ? `${styles.card} ${styles.large}` : styles.card}>
      <p className={styles.tags}>{post.tags.join(' · ')}</p>
      <h3 className={styles.title}>
        <Link href={postHref(post.slug)}>{post.title}</Link>
      </h3>
      <p className={styles.excerpt}>{post.excerpt}</p>
      <p className={styles.byline}>
        {authorOf(post.author)?.name}, <time dateTime={post.day}>{longDay(post.day)}</time>
      </p>
    </article>
  )
}
