/** Links to the pages of a list: all of them, so that none is more than one step away. */
import Link from 'next/link'
import styles from './page-numbers.module.css'

export interface PageNumbersProps {
  readonly page: number
  readonly pages: number
  readonly hrefOf: (page: number) => string
}

export function PageNumbers({ page, pages, hrefOf }: PageNumbersProps) {
  if (pages < 2) return null
  const numbers = Array.from({ length: pages }, (_, index) => index + 1)
  return (
    <nav aria-label="Pages" className={styles.numbers}>
      {numbers.map((number) => (
        <Link
          key={number}
          href={hrefOf(number)}
          prefetch={false}
          className={styles.number}
          aria-current={number === page ? 'page' : undefined}
        >
          {number}
        </Link>
      ))}
    </nav>
  )
}
