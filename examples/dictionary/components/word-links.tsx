/** A run of links to words. */
import Link from 'next/link'
import { Fragment } from 'react'
import { wordHref } from '../lib/links.ts'
import styles from './word-links.module.css'

export interface WordLinksProps {
  /** As written. */
  readonly words: readonly string[]
  /** How many further ones are not listed. */
  readonly more?: number
}

export function WordLinks({ words, more = 0 }: WordLinksProps) {
  return (
    <span className={styles.words}>
      {words.map((word, index) => (
        <Fragment key={word}>
          {index === 0 ? null : ', '}
          {/* A page links to dozens of words: fetching all of them ahead would generate pages nobody asked for. */}
          <Link href={wordHref(word)} prefetch={false}>
            {word}
          </Link>
        </Fragment>
      ))}
      {more === 0 ? null : <span className={styles.more}> and {more.toLocaleString('en')} more</span>}
    </span>
  )
}
