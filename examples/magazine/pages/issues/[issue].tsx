import type { GetStaticPaths, GetStaticProps } from 'next'
import { useRouter } from 'next/router'
import { ArticleCard } from '@/components/article-card'
import { PageHead } from '@/components/page-head'
import { issuePath } from '@/lib/addresses'
import { fetchArticles, fetchIssues, fetchSections } from '@/lib/cms'
import type { Section, Summary } from '@/lib/cms-types'
import { inEveryLanguage, languageOf, languages, type Alternates } from '@/lib/languages'
import { lifetime } from '@/lib/lifetimes'
import { useMessages } from '@/lib/messages'
import styles from '@/styles/list.module.css'

interface Props {
  sections: readonly Section[]
  alternates: Alternates
  issue: number
  articles: readonly Summary[]
}

export default function IssuePage({ issue, articles, alternates }: Props) {
  const messages = useMessages()
  const { isFallback } = useRouter()
  if (isFallback) return <p className={styles.loading}>{messages.loading}</p>
  return (
    <>
      <PageHead title={`${messages.issue(issue)} · Meridian`} description={messages.tagline} alternates={alternates} />
      <header className={styles.header}>
        <h1>{messages.issue(issue)}</h1>
      </header>
      <div className={styles.grid}>
        {articles.map((article) => (
          <ArticleCard key={article.id} article={article} />
        ))}
      </div>
    </>
  )
}

/** The newest issue is built ahead; for an older one, readers see at once that it is coming. */
export const getStaticPaths: GetStaticPaths<{ issue: string }> = async () => {
  const [newest] = await fetchIssues()
  return { paths: languages.map((locale) => ({ params: { issue: String(newest) }, locale })), fallback: true }
}

export const getStaticProps: GetStaticProps<Props, { issue: string }> = async ({ params, locale }) => {
  const language = languageOf(locale)
  const issue = Number(params?.issue)
  const [issues, sections] = await Promise.all([fetchIssues(), fetchSections(language)])
  if (!issues.includes(issue)) return { notFound: true, revalidate: lifetime }
  const { items } = await fetchArticles(language, { issue })
  const alternates = inEveryLanguage(issuePath(issue))
  return { props: { sections, alternates, issue, articles: items }, revalidate: lifetime }
}
