/** A rating in stars, with how many people gave one. */
import styles from './stars.module.css'

export function Stars({ rating, reviewCount }: { rating: number; reviewCount: number }) {
  const text = (rating / 10).toFixed(1)
  return (
    <span className={styles.rating}>
      <span className={styles.stars} aria-hidden="true">
        <span className={styles.full} style={{ width: `${rating * 2}%` }}>
          ★★★★★
        </span>
        ★★★★★
      </span>
      <span className="visually-hidden">{text} out of 5 stars, </span>
      <span className={styles.count}>
        {reviewCount}
        <span className="visually-hidden"> reviews</span>
      </span>
    </span>
  )
}
