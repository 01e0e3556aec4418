import Link from 'next/link'
import { Fragment } from 'react'
import { authorPath, issuePath } from '@/lib/addresses'
import type { Summary } from '@/lib/cms-types'
import { dateIn } from '@/lib/dates'
import { useLanguage, useMessages } from '@/lib/messages'
import styles from './byline.module.css'

/** Who wrote an article, when, and how long it takes to read. */
export function Byline({ article }: { readonly article: Summary }) {
  const messages = useMessages()
  const language = useLanguage()
  return (
    <p className={styles.byline}>
      <span>
        {messages.by}{' '}
        {article.authors.map(({ id, name }, index) => (
          <Fragment key={id}>
            {index === 0 ? null : ` ${messages.and} `}
            <Link href={authorPath(id)} rel="author">
              {name}
            </Link>
          </Fragment>
        ))}
      </span>
      <time dateTime={article.publishedAt}>{dateIn(language, article.publishedAt)}</time>
      <span>{messages.minutes(article.minutes)}</span>
      <Link href={issuePath(article.issue)}>{messages.issue(article.issue)}</Link>
    </p>
  )
}
