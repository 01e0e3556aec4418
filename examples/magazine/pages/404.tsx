import type { GetStaticProps } from 'next'
import { ArticleCard } from '@/components/article-card'
import { PageHead } from '@/components/page-head'
import { fetchArticles, fetchSections } from '@/lib/cms'
import type { Section, Summary } from '@/lib/cms-types'
import { languageOf } from '@/lib/languages'
import { lifetime } from '@/lib/lifetimes'
import { useMessages } from '@/lib/messages'
import styles from '@/styles/list.module.css'

interface Props {
  sections: readonly Section[]
  latest: readonly Summary[]
}

export default function NotFoundPage({ latest }: Props) {
  const messages = useMessages()
  return (
    <>
      <PageHead title={`${messages.notFound} · Meridian`} description={messages.notFound} isHidden />
      <header className={styles.header}>
        <h1>{messages.notFound}</h1>
        <p>{messages.notFoundText}</p>
      </header>
      <div className={styles.grid}>
        {latest.map((article) => (
          <ArticleCard key={article.id} article={article} />
        ))}
      </div>
    </>
  )
}

export const getStaticProps: GetStaticProps<Props> = async ({ locale }) => {
  const language = languageOf(locale)
  const [sections, { items }] = await Promise.all([fetchSections(language), fetchArticles(language, { limit: 3 })])
  return { props: { sections, latest: items }, revalidate: lifetime }
}
