import type { GetStaticProps } from 'next'
import Link from 'next/link'
import { PageHead } from '@/components/page-head'
import { issuePath } from '@/lib/addresses'
import { fetchIssues, fetchSections } from '@/lib/cms'
import type { Section } from '@/lib/cms-types'
import { inEveryLanguage, languageOf, type Alternates } from '@/lib/languages'
import { useMessages } from '@/lib/messages'
import styles from '@/styles/list.module.css'

interface Props {
  sections: readonly Section[]
  alternates: Alternates
  issues: readonly number[]
}

export default function IssuesPage({ issues, alternates }: Props) {
  const messages = useMessages()
  return (
    <>
      <PageHead title={`${messages.issues} · Meridian`} description={messages.tagline} alternates={alternates} />
      <header className={styles.header}>
        <h1>{messages.issues}</h1>
      </header>
      <ul className={styles.issues}>
        {issues.map((issue) => (
          <li key={issue}>
            <Link href={issuePath(issue)}>{messages.issue(issue)}</Link>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Issues come with a new version of the site, so these pages last as long as it. */
export const getStaticProps: GetStaticProps<Props> = async ({ locale }) => {
  const [issues, sections] = await Promise.all([fetchIssues(), fetchSections(languageOf(locale))])
  return { props: { sections, issues, alternates: inEveryLanguage('/issues') } }
}
