/** A price, and what it was before. */
import { formatPrice } from '../data/money.ts'
import styles from './price.module.css'

export function Price({ cents, before, large = false }: { cents: number; before: number | null; large?: boolean }) {
  if (before === null || before <= cents) {
    return <span className={large ? styles.large : styles.price}>{formatPrice(cents)}</span>
  }
  return (
    <span className={large ? styles.large : styles.price}>
      <span className={styles.reduced}>{formatPrice(cents)}</span>{' '}
      <s className={styles.before}>
        <span className="visually-hidden">before: </span>
        {formatPrice(before)}
      </s>{' '}
      <span className={styles.saving}>−{Math.round(100 - (100 * cents) / before)} %</span>
    </span>
  )
}
