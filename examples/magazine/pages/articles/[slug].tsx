import type { GetStaticPaths, GetStaticProps } from 'next'
import Image from 'next/image'
import { ArticleBody } from '@/components/article-body'
import { ArticleCard } from '@/components/article-card'
import { Byline } from '@/components/byline'
import { PageHead } from '@/components/page-head'
import { SectionLabel } from '@/components/section-label'
import { alternatesOf, articlePath } from '@/lib/addresses'
import { fetchArticle, fetchArticles, fetchSections } from '@/lib/cms'
import type { Article, Section, Summary } from '@/lib/cms-types'
import { languageOf, languages, localePath, publicUrl, type Alternates } from '@/lib/languages'
import { lifetime } from '@/lib/lifetimes'
import { useLanguage, useMessages } from '@/lib/messages'
import styles from '@/styles/article.module.css'

interface Props {
  sections: readonly Section[]
  alternates: Alternates
  article: Article
  related: readonly Summary[]
}

export default function ArticlePage({ article, related, alternates }: Props) {
  const messages = useMessages()
  const language = useLanguage()
  return (
    <>
      <PageHead
        title={`${article.title} · Meridian`}
        description={article.standfirst}
        alternates={alternates}
        isDraft={article.isDraft}
        structuredData={{
          '@context': 'https://schema.org',
          '@type': 'Article',
          headline: article.title,
          description: article.standfirst,
          inLanguage: language,
          datePublished: article.publishedAt,
          author: article.authors.map(({ name }) => ({ '@type': 'Person', name })),
          mainEntityOfPage: publicUrl(language, articlePath(article.slug)),
        }}
      />
      <article id="article" data-article={article.id} data-section={article.section.id} className={styles.article}>
        <header className={styles.header}>
          <SectionLabel section={article.section} />
          {article.isDraft ? <span className={styles.draft}>{messages.isDraft}</span> : null}
          <h1>{article.title}</h1>
          <p className={styles.standfirst}>{article.standfirst}</p>
          <Byline article={article} />
        </header>
        <Image
          className={styles.picture}
          src={article.picture.url}
          width={article.picture.width}
          height={article.picture.height}
          sizes="(max-width: 70rem) 100vw, 70rem"
          alt={messages.picture(article.title)}
          priority
        />
        <ArticleBody blocks={article.body} />
      </article>
      {related.length === 0 ? null : (
        <aside className={styles.related}>
          <h2>{messages.moreFrom(article.section.name)}</h2>
          <div className={styles.columns}>
            {related.map((each) => (
              <ArticleCard key={each.id} article={each} />
            ))}
          </div>
        </aside>
      )}
    </>
  )
}

/** The newest of each language are built ahead, all others at their first visit. */
export const getStaticPaths: GetStaticPaths<{ slug: string }> = async () => {
  const lists = await Promise.all(
    languages.map(async (locale) => {
      const { items } = await fetchArticles(locale, { limit: 8 })
      return items.map(({ slug }) => ({ params: { slug }, locale }))
    }),
  )
  return { paths: lists.flat(), fallback: 'blocking' }
}

export const getStaticProps: GetStaticProps<Props, { slug: string }> = async ({ params, locale, draftMode }) => {
  const language = languageOf(locale)
  const slug = params?.slug ?? ''
  const [article, sections] = await Promise.all([fetchArticle(language, slug, draftMode), fetchSections(language)])
  if (article === undefined) return { notFound: true, revalidate: lifetime }
  if (article.slug !== slug) {
    const destination = localePath(language, articlePath(article.slug))
    return { redirect: { destination, permanent: true }, revalidate: lifetime }
  }
  const { items } = await fetchArticles(language, { section: article.section.id, limit: 4 })
  const related = items.filter(({ id }) => id !== article.id).slice(0, 3)
  const alternates = alternatesOf(article.alternates, articlePath)
  return { props: { sections, alternates, article, related }, revalidate: lifetime }
}
