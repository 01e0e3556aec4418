/** Shown for addresses that lead nowhere. */
import Link from 'next/link'
import { PageHead } from '../components/page-head.tsx'
import styles from '../styles/text.module.css'

export default function NotFound() {
  return (
    <div className={styles.text}>
      <PageHead title="Not found" />
      <h1>We do not have that.</h1>
      <p>The page has moved, or the product is no longer made. The search at the top knows all that we have.</p>
      <p>
        <Link className="button" href="/">
          Back to the store
        </Link>
      </p>
    </div>
  )
}
