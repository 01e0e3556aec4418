import Link from 'next/link'
import { inEveryLanguage, languages, nameOfLanguage, type Alternates, type Language } from '@/lib/languages'
import { useLanguage, useMessages } from '@/lib/messages'
import styles from './language-switch.module.css'

/** Whoever chooses a language gets it again at the next visit of the front page. */
const remember = (language: Language) => {
  document.cookie = `NEXT_LOCALE=${language}; path=/; max-age=31536000; samesite=lax`
}

/** The same page in the other languages, as far as there is one; their front pages where that is not known. */
export function LanguageSwitch({ alternates = inEveryLanguage('/') }: { readonly alternates: Alternates | undefined }) {
  const current = useLanguage()
  const messages = useMessages()
  return (
    <nav className={styles.languages} aria-label={messages.languages}>
      {languages.map((language) => {
        const path = alternates[language]
        const name = nameOfLanguage[language]
        if (language === current)
          return (
            <span key={language} aria-current="true">
              {name}
            </span>
          )
        if (path === undefined)
          return (
            <span key={language} className={styles.missing} title={messages.notTranslated(name)}>
              {name}
            </span>
          )
        return (
          <Link key={language} href={path} locale={language} hrefLang={language} onClick={() => remember(language)}>
            {name}
          </Link>
        )
      })}
    </nav>
  )
}
