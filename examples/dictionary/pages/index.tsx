/** The home page: the word of the day and the alphabet. */
import type { GetStaticProps } from 'next'
import Link from 'next/link'
import { Layout } from '../components/layout.tsx'
import { LetterBar } from '../components/letter-bar.tsx'
import { SearchForm } from '../components/search-form.tsx'
import { wordHref } from '../lib/links.ts'
import { openDictionary } from '../lib/wordnet/dictionary.ts'
import { letters as allLetters } from '../lib/wordnet/letters.ts'
import { wordOfTheDay } from '../lib/wordnet/word-of-the-day.ts'
import { wordPage } from '../lib/wordnet/word-page.ts'
import styles from '../styles/home.module.css'

interface HomeProps {
  readonly letters: readonly string[]
  readonly total: number
  readonly word: { readonly lemma: string; readonly title: string; readonly part: string; readonly meaning: string }
}

export default function Home({ letters, total, word }: HomeProps) {
  return (
    <Layout title="Wordhoard, a dictionary of English" description="An English dictionary made of Princeton WordNet.">
      <h1>Every word, and what it has to do with every other</h1>
      <p className={styles.lead}>
        {total.toLocaleString('en')} English words and expressions with their meanings, examples and relations.
      </p>
      <SearchForm large />
      <section className={styles.day}>
        <h2>Word of the day</h2>
        <p className={styles.word}>
          <Link href={wordHref(word.lemma)}>{word.title}</Link> <i>{word.part}</i>
        </p>
        <p>{word.meaning}</p>
      </section>
      <h2>Browse by letter</h2>
      <LetterBar letters={letters} />
    </Layout>
  )
}

export const getStaticProps: GetStaticProps<HomeProps> = () => {
  const dictionary = openDictionary()
  const { lemma, title, parts } = wordPage(dictionary, wordOfTheDay(dictionary, Date.now()))!
  const meaning = parts[0]!.senses[0]!.meaning
  return {
    props: {
      letters: allLetters,
      total: dictionary.words.places.length,
      word: { lemma, title, part: parts[0]!.name, meaning },
    },
    // The day changes at midnight UTC; an hour late is early enough.
    revalidate: 3600,
  }
}
