import { localePath } from '@/lib/languages'
import { useLanguage, useMessages } from '@/lib/messages'
import styles from './search-form.module.css'

/** A plain form, so that it works without JavaScript. */
export function SearchForm({ query }: { readonly query: string }) {
  const messages = useMessages()
  const language = useLanguage()
  return (
    <form className={styles.form} role="search" action={localePath(language, '/search')}>
      <input
        type="search"
        name="q"
        defaultValue={query}
        aria-label={messages.searchFor}
        placeholder={messages.searchFor}
      />
      <button type="submit">{messages.search}</button>
    </form>
  )
}
