/** Says how much of a product is left. */
import styles from './stock-badge.module.css'

export function StockBadge({ stock }: { stock: number }) {
  if (stock === 0) return <span className={`${styles.badge} ${styles.none}`}>Sold out</span>
  if (stock < 10) return <span className={`${styles.badge} ${styles.few}`}>Only {stock} left</span>
  return <span className={`${styles.badge} ${styles.plenty}`}>{stock} in stock</span>
}
