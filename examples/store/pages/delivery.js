/** Delivery and returns: a page in plain JavaScript, without data. */
import { PageHead } from '../components/page-head.tsx'
import { deliveryCents, freeDeliveryFromCents } from '../cart/cart.ts'
import { formatPrice } from '../data/money.ts'
import styles from '../styles/text.module.css'

export default function Delivery() {
  return (
    <div className={styles.text}>
      <PageHead
        title="Delivery and returns"
        description="What delivery costs, how long it takes, how to send things back."
      />
      <h1>Delivery and returns</h1>
      <p>
        Delivery costs {formatPrice(deliveryCents)}, and nothing from {formatPrice(freeDeliveryFromCents)} on. What is
        in stock leaves the house within one working day.
      </p>
      <h2>Sending things back</h2>
      <p>You have 60 days. Use it, wash it, change your mind: we take it back and pay the postage.</p>
      <h2>Repairs</h2>
      <p>Most of what we sell can be repaired by its maker. Write to us first; we know whom to ask.</p>
    </div>
  )
}
