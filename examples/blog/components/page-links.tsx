/** From one page of a list to the next. */
import Link from 'next/link'
import styles from './page-links.module.css'

export interface PageLinksProps {
  page: number
  pages: number
  hrefOf: (page: number) => string
}

export function PageLinks({ page, pages, hrefOf }: PageLinksProps) {
  if (pages === 1) return null
  return (
    <nav aria-label="Pages" className={styles.links}>
      <span>
        {page > 1 ? (
          <Link href={hrefOf(page - 1)} rel="prev" prefetch={false}>
            ← Newer
          </Link>
        ) : null}
      </span>
      <span className={styles.where}>
        {page} of {pages}
      </span>
      <span>
        {page < pages ? (
          <Link href={hrefOf(page + 1)} rel="next" prefetch={false}>
            Older →
          </Link>
        ) : null}
      </span>
    </nav>
  )
}
