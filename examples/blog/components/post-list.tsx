/** Posts as lines, newest first. */
import Link from 'next/link'
import { shortDay, yearOf } from '@/lib/dates'
import { postHref } from '@/lib/links'
import type { PostSummary } from '@/lib/posts'
import styles from './post-list.module.css'

export function PostList({ posts }: { posts: PostSummary[] }) {
  return (
    <ol className={styles.list}>
      {posts.map(({ slug, title, day, excerpt, kind }) => (
        <li key={slug} className={kind === 'essay' ? `${styles.item} ${styles.essay}` : styles.item}>
          <time dateTime={day} className={styles.day}>
            {shortDay(day)} <span>{yearOf(day)}</span>
          </time>
          <div>
            {/* A list is long: fetching all of it ahead would generate pages that nobody asked for. */}
            <Link href={postHref(slug)} prefetch={false} className={styles.title}>
              {title}
            </Link>
            <p className={styles.excerpt}>{excerpt}</p>
          </div>
        </li>
      ))}
    </ol>
  )
}
