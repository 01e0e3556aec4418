import Link from 'next/link'
import { useRouter } from 'next/router'

export default function LocaleSwitcher() {
  const router = useRouter()
  const { locales, locale: activeLocale, pathname, query, asPath } = router

  return (
    <nav>
      {(locales ?? [])
        .filter((locale) => locale !== activeLocale)
        .map((locale) => (
          <Link key={locale} href={{ pathname, query }} locale={locale}>
            {locale}
          </Link>
        ))}
      <button
        type="button"
        onClick={() => {
          document.cookie = 'NEXT_LOCALE=fr; max-age=31536000; path=/'
          router.push({ pathname, query }, asPath, { locale: 'fr' })
        }}
      >
        Toujours en français
      </button>
    </nav>
  )
}
