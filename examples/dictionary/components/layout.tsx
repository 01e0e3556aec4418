/** The frame of every page: name, search, footer. The search is a plain form, so it works without JavaScript. */
import Head from 'next/head'
import Link from 'next/link'
import type { ReactNode } from 'react'
import styles from './layout.module.css'
import { SearchForm } from './search-form.tsx'

export interface LayoutProps {
  readonly title: string
  readonly description?: string
  /** Shown in the search field. */
  readonly query?: string
  readonly children: ReactNode
}

export function Layout({ title, description, query, children }: LayoutProps) {
  return (
    <div className={styles.page}>
      <Head>
        <title>{title}</title>
        {description === undefined ? null : <meta name="description" content={description} />}
      </Head>
      <header className={styles.header}>
        <div className={styles.bar}>
          <Link href="/" className={styles.name}>
            Wordhoard
          </Link>
          <SearchForm query={query} />
        </div>
      </header>
      <main className={styles.main}>{children}</main>
      <footer className={styles.footer}>
        <p>
          The words and their meanings are Princeton University’s{' '}
          <Link href="/about" prefetch={false}>
            WordNet 3.1
          </Link>
          .
        </p>
      </footer>
    </div>
  )
}
