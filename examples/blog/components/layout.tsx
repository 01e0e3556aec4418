/** The frame of every page. */
import Head from 'next/head'
import Link from 'next/link'
import { useRouter } from 'next/router'
import type { ReactNode } from 'react'
import { site } from '@/lib/site'
import styles from './layout.module.css'

const sections = [
  { href: '/', name: 'Posts' },
  { href: '/tags', name: 'Tags' },
  { href: '/archive/2026', name: 'Archive' },
  { href: '/about', name: 'About' },
]

export function Layout({ children }: { children: ReactNode }) {
  const { pathname, isPreview } = useRouter()
  return (
    <div className={styles.page}>
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta property="og:site_name" content={site.name} key="og:site_name" />
      </Head>
      {isPreview ? (
        <p className={styles.preview} role="status">
          You are looking at drafts. {/* Not a Link: its prefetch would end the preview at once. */}
          <a href="/api/draft/end">Stop</a>
        </p>
      ) : null}
      <header className={styles.header}>
        <Link href="/" className={styles.name}>
          <span className={styles.lamp} aria-hidden="true" />
          {site.name}
        </Link>
        <nav aria-label="Sections" className={styles.sections}>
          {sections.map(({ href, name }) => (
            <Link key={href} href={href} aria-current={isWithin(pathname, href) ? 'page' : undefined}>
              {name}
            </Link>
          ))}
        </nav>
      </header>
      <main className={styles.main}>{children}</main>
      <footer className={styles.footer}>
        <p>{site.description}</p>
        <p>
          <Link href="/notices" prefetch={false}>
            Notices
          </Link>{' '}
          · <a href="/rss.xml">RSS</a> · <a href="/sitemap.xml">Sitemap</a>
        </p>
      </footer>
    </div>
  )
}

const isWithin = (pathname: string, href: string): boolean =>
  href === '/' ? pathname === '/' || pathname.startsWith('/page') : pathname.startsWith(`/${href.split('/')[1]}`)
