/** One page of the index by letter. */
import { letterHref } from '../lib/links.ts'
import type { LetterPage } from '../lib/wordnet/letters.ts'
import { Layout } from './layout.tsx'
import { LetterBar } from './letter-bar.tsx'
import styles from './letter-words.module.css'
import { PageNumbers } from './page-numbers.tsx'
import { WordLinks } from './word-links.tsx'

export interface LetterWordsProps extends LetterPage {
  readonly letters: readonly string[]
}

export function LetterWords({ letters, letter, page, pages, total, words }: LetterWordsProps) {
  const name = letter === '0-9' ? 'Numbers and signs' : letter.toUpperCase()
  return (
    <Layout title={`${name}${page === 1 ? '' : `, page ${page}`} · Wordhoard`}>
      <LetterBar letters={letters} current={letter} />
      <h1 className={styles.letter}>{name}</h1>
      <p className={styles.total}>
        {total.toLocaleString('en')} words{pages === 1 ? '' : `, page ${page} of ${pages}`}
      </p>
      <PageNumbers page={page} pages={pages} hrefOf={(number) => letterHref(letter, number)} />
      <ul className={styles.words}>
        {words.map((word) => (
          <li key={word}>
            <WordLinks words={[word]} />
          </li>
        ))}
      </ul>
      <PageNumbers page={page} pages={pages} hrefOf={(number) => letterHref(letter, number)} />
    </Layout>
  )
}
