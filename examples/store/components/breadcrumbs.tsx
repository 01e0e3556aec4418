/** Where a page is in the store. */
import Link from 'next/link'
import styles from './breadcrumbs.module.css'

export interface Crumb {
  readonly name: string
  readonly href: string
}

export function Breadcrumbs({ crumbs, here }: { crumbs: readonly Crumb[]; here: string }) {
  return (
    <nav aria-label="Breadcrumbs" className={styles.crumbs}>
      <ol>
        {[{ name: 'Home', href: '/' }, ...crumbs].map(({ name, href }) => (
          <li key={href}>
            <Link href={href}>{name}</Link>
          </li>
        ))}
        <li aria-current="page">{here}</li>
      </ol>
    </nav>
  )
}
