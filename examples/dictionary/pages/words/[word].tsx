/** The page of one word: the commonest are built ahead, all others at their first visit. */
import type { GetStaticPaths, GetStaticProps } from 'next'
import Link from 'next/link'
import { Layout } from '../../components/layout.tsx'
import { WordSense } from '../../components/word-sense.tsx'
import { letterHref, wordHref } from '../../lib/links.ts'
import { commonestWords } from '../../lib/wordnet/commonest-words.ts'
import { openDictionary } from '../../lib/wordnet/dictionary.ts'
import { lemmaOfWord, wordPage, type WordPage } from '../../lib/wordnet/word-page.ts'
import styles from '../../styles/word.module.css'

export default function Word({ lemma, title, parts, previous, next }: WordPage) {
  const letter = /^[a-z]/.test(lemma) ? lemma.charAt(0) : '0-9'
  return (
    <Layout title={`${title} · Wordhoard`} description={`${title}: ${parts[0]?.senses[0]?.meaning}`}>
      <article>
        <h1>{title}</h1>
        {parts.map(({ name, senses }) => (
          <section key={name}>
            <h2 className={styles.part}>{name}</h2>
            <ol className={styles.senses}>
              {senses.map((sense, index) => (
                <WordSense key={index} {...sense} />
              ))}
            </ol>
          </section>
        ))}
      </article>
      <nav aria-label="Neighbours in the alphabet" className={styles.neighbours}>
        <span>
          {previous === null ? null : (
            <Link href={wordHref(previous)} prefetch={false} rel="prev">
              ← {previous}
            </Link>
          )}
        </span>
        <Link href={letterHref(letter)} prefetch={false}>
          {letter === '0-9' ? 'Numbers and signs' : `Words with ${letter.toUpperCase()}`}
        </Link>
        <span>
          {next === null ? null : (
            <Link href={wordHref(next)} prefetch={false} rel="next">
              {next} →
            </Link>
          )}
        </span>
      </nav>
    </Layout>
  )
}

const ahead = Number(process.env['WORDS_BUILT_AHEAD'] ?? 2000)

export const getStaticPaths: GetStaticPaths = () => ({
  paths: commonestWords(openDictionary(), ahead).map((word) => ({ params: { word } })),
  fallback: 'blocking',
})

// WordNet 3.1 does not change: what was generated once stays.
export const getStaticProps: GetStaticProps<WordPage, { word: string }> = ({ params }) => {
  const word = params?.word ?? ''
  const dictionary = openDictionary()
  const page = wordPage(dictionary, word)
  if (page !== undefined) return { props: page, revalidate: false }

  const lemma = lemmaOfWord(word)
  if (lemma === word || wordPage(dictionary, lemma) === undefined) return { notFound: true }
  return { redirect: { destination: wordHref(lemma), permanent: true } }
}
