import type { GetStaticPaths, GetStaticProps } from 'next'
import { ArticleCard } from '@/components/article-card'
import { PageHead } from '@/components/page-head'
import { alternatesOf, sectionPath } from '@/lib/addresses'
import { fetchArticles, fetchSections } from '@/lib/cms'
import type { Section, Summary } from '@/lib/cms-types'
import { languageOf, languages, type Alternates } from '@/lib/languages'
import { lifetime } from '@/lib/lifetimes'
import styles from '@/styles/list.module.css'

interface Props {
  sections: readonly Section[]
  alternates: Alternates
  section: Section
  articles: readonly Summary[]
}

export default function SectionPage({ section, articles, alternates }: Props) {
  return (
    <>
      <PageHead title={`${section.name} · Meridian`} description={section.motto} alternates={alternates} />
      <header className={styles.header} data-section={section.id}>
        <h1>{section.name}</h1>
        <p>{section.motto}</p>
      </header>
      <div className={styles.grid}>
        {articles.map((article) => (
          <ArticleCard key={article.id} article={article} />
        ))}
      </div>
    </>
  )
}

/** There are no other sections than those at build time. */
export const getStaticPaths: GetStaticPaths<{ section: string }> = async () => {
  const lists = await Promise.all(
    languages.map(async (locale) => {
      const sections = await fetchSections(locale)
      return sections.map(({ slug }) => ({ params: { section: slug }, locale }))
    }),
  )
  return { paths: lists.flat(), fallback: false }
}

export const getStaticProps: GetStaticProps<Props, { section: string }> = async ({ params, locale }) => {
  const language = languageOf(locale)
  const sections = await fetchSections(language)
  const section = sections.find(({ slug }) => slug === params?.section)
  if (section === undefined) return { notFound: true, revalidate: lifetime }
  const { items } = await fetchArticles(language, { section: section.id, limit: 12 })
  const alternates = alternatesOf(section.alternates, sectionPath)
  return { props: { sections, alternates, section, articles: items }, revalidate: lifetime }
}
