/** What is found for a word or the beginning of one, rendered for each request. */
import type { GetServerSideProps } from 'next'
import Link from 'next/link'
import { Layout } from '../components/layout.tsx'
import { PageNumbers } from '../components/page-numbers.tsx'
import { WordLinks } from '../components/word-links.tsx'
import { searchHref, wordHref } from '../lib/links.ts'
import { openDictionary } from '../lib/wordnet/dictionary.ts'
import { search, type SearchPage } from '../lib/wordnet/search.ts'
import styles from '../styles/search.module.css'

export default function Search({ query, total, page, pages, results, nearby }: SearchPage) {
  return (
    <Layout title={query === '' ? 'Search · Wordhoard' : `${query} · Search`} query={query}>
      <h1 className={styles.title}>{query === '' ? 'Search' : `“${query}”`}</h1>
      <p className={styles.total}>{summary(query, total)}</p>
      {nearby.length === 0 ? null : (
        <p>
          Close to it in the alphabet: <WordLinks words={nearby} />
        </p>
      )}
      <ul className={styles.results}>
        {results.map(({ word, parts, meaning }) => (
          <li key={word}>
            <Link href={wordHref(word)} prefetch={false} className={styles.word}>
              {word}
            </Link>{' '}
            <i className={styles.parts}>{parts.join(', ')}</i>
            <p className={styles.meaning}>{meaning}</p>
          </li>
        ))}
      </ul>
      <PageNumbers page={page} pages={pages} hrefOf={(number) => searchHref(query, number)} />
    </Layout>
  )
}

function summary(query: string, total: number): string {
  if (query === '') return 'Type a word, or how it begins.'
  if (total === 0) return 'No word begins like this.'
  return total === 1 ? 'One word' : `${total.toLocaleString('en')} words`
}

export const getServerSideProps: GetServerSideProps<SearchPage> = async ({ query, res }) => {
  // The dictionary does not change; a shared cache may keep the answer to a common question for an hour.
  res.setHeader('Cache-Control', 'public, s-maxage=3600')
  const { q, page } = query
  return { props: search(openDictionary(), first(q), Number(first(page)) || 1) }
}

const first = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? ''
