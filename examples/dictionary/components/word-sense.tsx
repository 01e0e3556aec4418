/** One meaning of a word: gloss, examples, synonyms and what it relates to. */
import type { Sense } from '../lib/wordnet/word-page.ts'
import { WordLinks } from './word-links.tsx'
import styles from './word-sense.module.css'

export function WordSense({ form, field, meaning, examples, synonyms, relations }: Sense) {
  const groups = [...(synonyms.length === 0 ? [] : [{ label: 'Synonyms', words: synonyms, more: 0 }]), ...relations]
  return (
    <li className={styles.sense}>
      <p className={styles.meaning}>
        {form === null ? null : <b className={styles.form}>{form}</b>}{' '}
        {field === null ? null : <span className={styles.field}>{field}</span>} {meaning}
      </p>
      {examples.length === 0 ? null : (
        <ul className={styles.examples}>
          {examples.map((example, index) => (
            <li key={index}>{example}</li>
          ))}
        </ul>
      )}
      {groups.length === 0 ? null : (
        <dl className={styles.relations}>
          {groups.map(({ label, words, more }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <WordLinks words={words} more={more} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </li>
  )
}
