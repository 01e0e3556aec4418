/** Shown when a page cannot be made. */
import { PageHead } from '../components/page-head.tsx'
import styles from '../styles/text.module.css'

export default function Failed() {
  return (
    <div className={styles.text}>
      <PageHead title="Something broke" />
      <h1>Something broke on our side.</h1>
      <p>It has been noted. Please try again in a moment; your cart is safe.</p>
      <p>
        <a className="button" href="/">
          Back to the store
        </a>
      </p>
    </div>
  )
}
