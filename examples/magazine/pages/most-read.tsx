import type { GetStaticProps } from 'next'
import Link from 'next/link'
import { PageHead } from '@/components/page-head'
import { articlePath } from '@/lib/addresses'
import { fetchMostRead, fetchSections } from '@/lib/cms'
import type { Section, Summary } from '@/lib/cms-types'
import { inEveryLanguage, languageOf, type Alternates } from '@/lib/languages'
import { briefly } from '@/lib/lifetimes'
import { useMessages } from '@/lib/messages'
import styles from '@/styles/list.module.css'

interface Props {
  sections: readonly Section[]
  alternates: Alternates
  articles: readonly Summary[]
}

export default function MostReadPage({ articles, alternates }: Props) {
  const messages = useMessages()
  return (
    <>
      <PageHead title={`${messages.mostRead} · Meridian`} description={messages.tagline} alternates={alternates} />
      <header className={styles.header}>
        <h1>{messages.mostRead}</h1>
      </header>
      <ol className={styles.ranking}>
        {articles.map(({ id, slug, title, section }) => (
          <li key={id} data-section={section.id}>
            <Link href={articlePath(slug)}>{title}</Link>
          </li>
        ))}
      </ol>
    </>
  )
}

export const getStaticProps: GetStaticProps<Props> = async ({ locale }) => {
  const language = languageOf(locale)
  const [articles, sections] = await Promise.all([fetchMostRead(language), fetchSections(language)])
  return { props: { sections, articles, alternates: inEveryLanguage('/most-read') }, revalidate: briefly }
}
