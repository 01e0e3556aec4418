import Link from 'next/link'
import { useRouter } from 'next/router'
import type { ReactNode } from 'react'
import type { Section } from '@/lib/cms-types'
import { sectionPath } from '@/lib/addresses'
import { localePath, type Alternates } from '@/lib/languages'
import { useLanguage, useMessages } from '@/lib/messages'
import { DraftBanner } from './draft-banner'
import { LanguageSwitch } from './language-switch'
import styles from './layout.module.css'

interface LayoutProps {
  readonly sections: readonly Section[]
  readonly alternates: Alternates | undefined
  readonly children: ReactNode
}

/** What is around every page: the banner for editors, the masthead, the sections, the imprint. */
export function Layout({ sections, alternates, children }: LayoutProps) {
  const messages = useMessages()
  const language = useLanguage()
  const { asPath } = useRouter()
  return (
    <>
      <a className={styles.skip} href="#content">
        {messages.skip}
      </a>
      <DraftBanner />
      <header className={styles.masthead}>
        <div className={styles.bar}>
          <span className={styles.tagline}>{messages.tagline}</span>
          <LanguageSwitch alternates={alternates} />
        </div>
        <p className={styles.name}>
          <Link href="/" aria-label={`Meridian, ${messages.home}`}>
            Meri
            <i />
            dian
          </Link>
        </p>
        <nav className={styles.sections} aria-label={messages.menu}>
          {sections.map(({ id, slug, name }) => (
            <Link
              key={id}
              href={sectionPath(slug)}
              data-section={id}
              aria-current={asPath === sectionPath(slug) ? 'page' : undefined}
            >
              {name}
            </Link>
          ))}
          <Link href="/most-read" className={styles.further}>
            {messages.mostRead}
          </Link>
          <Link href="/issues">{messages.issues}</Link>
          <Link href="/search">{messages.search}</Link>
        </nav>
      </header>
      <main id="content" className={styles.content}>
        {children}
      </main>
      <footer className={styles.footer}>
        <p>{messages.colophon}</p>
        <p>
          <a href={localePath(language, '/feed.xml')}>{messages.feed}</a>
        </p>
      </footer>
    </>
  )
}
