/** The alphabet as links. */
import Link from 'next/link'
import { letterHref } from '../lib/links.ts'
import styles from './letter-bar.module.css'

export interface LetterBarProps {
  readonly letters: readonly string[]
  readonly current?: string
}

export function LetterBar({ letters, current }: LetterBarProps) {
  return (
    <nav aria-label="Letters" className={styles.bar}>
      {letters.map((letter) => (
        <Link
          key={letter}
          href={letterHref(letter)}
          prefetch={false}
          className={styles.letter}
          aria-current={letter === current ? 'page' : undefined}
        >
          {letter.replace('-', '–')}
        </Link>
      ))}
    </nav>
  )
}
