/** The search field; a GET form, so that the browser alone can send it. */
import styles from './search-form.module.css'

export interface SearchFormProps {
  readonly query?: string | undefined
  readonly large?: boolean
}

export function SearchForm({ query, large = false }: SearchFormProps) {
  return (
    <form action="/search" role="search" className={large ? `${styles.form} ${styles.large}` : styles.form}>
      <input
        className={styles.field}
        type="search"
        name="q"
        // Another search on the same page must not keep the text of the one before.
        key={query}
        defaultValue={query}
        placeholder="Look up a word"
        aria-label="Look up a word"
        autoCapitalize="none"
        autoComplete="off"
        maxLength={80}
      />
      <button className={styles.button}>Search</button>
    </form>
  )
}
