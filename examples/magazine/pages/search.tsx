import type { GetServerSideProps } from 'next'
import { ArticleCard } from '@/components/article-card'
import { PageHead } from '@/components/page-head'
import { SearchForm } from '@/components/search-form'
import { fetchArticles, fetchSections } from '@/lib/cms'
import type { Section, Summary } from '@/lib/cms-types'
import { inEveryLanguage, languageOf, type Alternates } from '@/lib/languages'
import { useMessages } from '@/lib/messages'
import styles from '@/styles/list.module.css'

interface Props {
  sections: readonly Section[]
  alternates: Alternates
  query: string
  total: number
  articles: readonly Summary[]
  failed: boolean
}

export default function SearchPage({ query, total, articles, failed, alternates }: Props) {
  const messages = useMessages()
  return (
    <>
      <PageHead
        title={`${messages.search} · Meridian`}
        description={messages.searchFor}
        alternates={alternates}
        isHidden
      />
      <header className={styles.header}>
        <h1>{messages.search}</h1>
        <SearchForm query={query} />
      </header>
      {failed ? <p role="alert">{messages.searchFails}</p> : null}
      {failed || query === '' ? null : (
        <p aria-live="polite">{total === 0 ? messages.nothingFound(query) : messages.found(total, query)}</p>
      )}
      <div className={styles.grid}>
        {articles.map((article) => (
          <ArticleCard key={article.id} article={article} />
        ))}
      </div>
    </>
  )
}

/** Works without the archive too: then it says so. */
export const getServerSideProps: GetServerSideProps<Props> = async ({ locale, query: { q = '' }, res }) => {
  const language = languageOf(locale)
  const query = String(q).trim().slice(0, 100)
  const empty = { query, alternates: inEveryLanguage('/search'), total: 0, articles: [], sections: [], failed: false }
  try {
    const sections = await fetchSections(language)
    if (query === '') return { props: { ...empty, sections } }
    const { total, items } = await fetchArticles(language, { q: query, limit: 12 })
    return { props: { ...empty, sections, total, articles: items } }
  } catch (error) {
    console.error(error)
    res.statusCode = 503
    res.setHeader('Retry-After', '60')
    return { props: { ...empty, failed: true } }
  }
}
