import type { GetStaticPaths, GetStaticProps } from 'next'
import Image from 'next/image'
import { ArticleCard } from '@/components/article-card'
import { PageHead } from '@/components/page-head'
import { authorPath } from '@/lib/addresses'
import { fetchArticles, fetchAuthor, fetchSections } from '@/lib/cms'
import type { Author, Section, Summary } from '@/lib/cms-types'
import { inEveryLanguage, languageOf, type Alternates } from '@/lib/languages'
import { lifetime } from '@/lib/lifetimes'
import { useMessages } from '@/lib/messages'
import styles from '@/styles/list.module.css'

interface Props {
  sections: readonly Section[]
  alternates: Alternates
  author: Author
  articles: readonly Summary[]
}

export default function AuthorPage({ author, articles, alternates }: Props) {
  const messages = useMessages()
  return (
    <>
      <PageHead title={`${author.name} · Meridian`} description={author.about} alternates={alternates} />
      <header className={styles.header}>
        {/* A drawing needs no other sizes. */}
        <Image src={author.portrait} width={96} height={96} alt="" unoptimized />
        <h1>{author.name}</h1>
        <p>{author.about}</p>
      </header>
      <h2 className={styles.title}>{messages.articlesBy(author.name)}</h2>
      <div className={styles.grid}>
        {articles.map((article) => (
          <ArticleCard key={article.id} article={article} />
        ))}
      </div>
    </>
  )
}

/** Few readers come here, so none is built ahead. */
export const getStaticPaths: GetStaticPaths<{ author: string }> = () => ({ paths: [], fallback: 'blocking' })

export const getStaticProps: GetStaticProps<Props, { author: string }> = async ({ params, locale }) => {
  const language = languageOf(locale)
  const id = params?.author ?? ''
  const [author, sections] = await Promise.all([fetchAuthor(language, id), fetchSections(language)])
  if (author === undefined) return { notFound: true, revalidate: lifetime }
  const { items } = await fetchArticles(language, { author: id, limit: 12 })
  const alternates = inEveryLanguage(authorPath(id))
  return { props: { sections, alternates, author, articles: items }, revalidate: lifetime }
}
