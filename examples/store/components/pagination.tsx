/** Links to the pages of a list. */
import Link from 'next/link'
import styles from './pagination.module.css'

interface PaginationProps {
  readonly page: number
  readonly pageCount: number
  /** Returns the address of a page. */
  readonly addressOf: (page: number) => string
}

export function Pagination({ page, pageCount, addressOf }: PaginationProps) {
  if (pageCount < 2) return null
  return (
    <nav className={styles.pages} aria-label="Pages">
      {page > 1 && (
        <Link className={styles.step} href={addressOf(page - 1)} rel="prev" prefetch={false}>
          ← Previous
        </Link>
      )}
      <ol>
        {pagesAround(page, pageCount).map((shown) => (
          <li key={shown} className={shown === page || shown === 1 || shown === pageCount ? '' : styles.optional}>
            <Link
              href={addressOf(shown)}
              prefetch={false}
              aria-label={`Page ${shown}`}
              aria-current={shown === page ? 'page' : undefined}
            >
              {shown}
            </Link>
          </li>
        ))}
      </ol>
      {page < pageCount && (
        <Link className={styles.step} href={addressOf(page + 1)} rel="next">
          Next →
        </Link>
      )}
    </nav>
  )
}

/** The first page, the last one, and those near the current one. */
const pagesAround = (page: number, pageCount: number): number[] =>
  [...new Set([1, page - 2, page - 1, page, page + 1, page + 2, pageCount])]
    .filter((shown) => shown >= 1 && shown <= pageCount)
    .sort((first, second) => first - second)
