import Image from 'next/image'
import Link from 'next/link'
import { articlePath } from '@/lib/addresses'
import type { Summary } from '@/lib/cms-types'
import { useMessages } from '@/lib/messages'
import { SectionLabel } from './section-label'
import styles from './article-card.module.css'

interface ArticleCardProps {
  readonly article: Summary
  readonly size?: 'lead' | 'medium' | 'small'
}

const widths = { lead: '(max-width: 48rem) 100vw, 46rem', medium: '(max-width: 48rem) 100vw, 23rem', small: '8rem' }

/** An article as lists show it. */
export function ArticleCard({ article, size = 'medium' }: ArticleCardProps) {
  const messages = useMessages()
  const { picture, title } = article
  return (
    <article className={`${styles.card} ${styles[size]}`} data-section={article.section.id}>
      <div className={styles.picture}>
        <Image
          src={picture.url}
          width={picture.width}
          height={picture.height}
          sizes={widths[size]}
          alt=""
          {...(size === 'lead' ? { priority: true } : {})}
        />
      </div>
      <div>
        <SectionLabel section={article.section} />
        <h3 className={styles.title}>
          <Link href={articlePath(article.slug)}>{title}</Link>
        </h3>
        <p className={styles.standfirst}>{article.standfirst}</p>
        <p className={styles.authors}>
          {article.authors.map(({ name }) => name).join(' & ')} · {messages.minutes(article.minutes)}
        </p>
      </div>
    </article>
  )
}
