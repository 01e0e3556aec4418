import type { GetStaticProps } from 'next'
import Link from 'next/link'
import { ArticleCard } from '@/components/article-card'
import { PageHead } from '@/components/page-head'
import { fetchArticles, fetchSections } from '@/lib/cms'
import type { Section, Summary } from '@/lib/cms-types'
import { issuePath, sectionPath } from '@/lib/addresses'
import { inEveryLanguage, languageOf, type Alternates } from '@/lib/languages'
import { lifetime } from '@/lib/lifetimes'
import { useMessages } from '@/lib/messages'
import styles from '@/styles/home.module.css'

interface Props {
  sections: readonly Section[]
  alternates: Alternates
  lead: Summary
  beside: readonly Summary[]
  strips: readonly { section: Section; articles: readonly Summary[] }[]
}

export default function Home({ lead, beside, strips, alternates }: Props) {
  const messages = useMessages()
  return (
    <>
      <PageHead title={`Meridian · ${messages.tagline}`} description={messages.tagline} alternates={alternates} />
      <h1 className="visually-hidden">Meridian</h1>
      <div className={styles.front}>
        <ArticleCard article={lead} size="lead" />
        <div className={styles.beside}>
          {beside.map((article) => (
            <ArticleCard key={article.id} article={article} size="small" />
          ))}
        </div>
      </div>
      <p className={styles.issue}>
        <Link href={issuePath(lead.issue)}>{messages.issue(lead.issue)} →</Link>
      </p>
      {strips.map(({ section, articles }) => (
        <section key={section.id} className={styles.strip} data-section={section.id}>
          <header>
            <h2>
              <Link href={sectionPath(section.slug)}>{section.name}</Link>
            </h2>
            <p>{section.motto}</p>
          </header>
          <div className={styles.columns}>
            {articles.map((article) => (
              <ArticleCard key={article.id} article={article} />
            ))}
          </div>
        </section>
      ))}
    </>
  )
}

export const getStaticProps: GetStaticProps<Props> = async ({ locale }) => {
  const language = languageOf(locale)
  const [sections, { items }] = await Promise.all([fetchSections(language), fetchArticles(language, { limit: 60 })])
  const [lead, ...others] = items
  if (lead === undefined) throw new Error('There is nothing to show on the front page.')
  const beside = others.slice(0, 3)
  const strips = sections.map((section) => ({
    section,
    articles: others.filter((article) => article.section.id === section.id && !beside.includes(article)).slice(0, 3),
  }))
  return { props: { sections, alternates: inEveryLanguage('/'), lead, beside, strips }, revalidate: lifetime }
}
