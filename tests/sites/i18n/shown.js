import Link from 'next/link'
import { useRouter } from 'next/router'

/** What a page was told, what its router knows, and links to everywhere. */
export function Shown({ text, told, children }) {
  const router = useRouter()
  const { pathname, asPath, locale, locales, defaultLocale, isFallback } = router
  const known = { pathname, asPath, locale, locales, defaultLocale, isFallback }
  return (
    <main>
      <h1>{isFallback ? 'Shell' : text}</h1>
      <pre id="told">{JSON.stringify(told ?? null)}</pre>
      <pre id="router">{JSON.stringify(known)}</pre>
      <p id="domains">{(router.domainLocales ?? []).map(({ domain }) => domain).join(' ')}</p>
      <nav>
        <Link id="to-home" href="/">
          Home
        </Link>
        <Link id="to-news" href="/news?a=1#top">
          News
        </Link>
        <Link id="to-request" href="/request">
          Request
        </Link>
        <Link id="to-plain" href="/plain">
          Plain
        </Link>
        <Link id="to-open" href={{ pathname: '/open/[id]', query: { id: 'one' } }}>
          Open
        </Link>
        <Link id="to-french-news" href="/news" locale="fr">
          News in French
        </Link>
        <Link id="to-dutch" href={asPath} locale="nl-NL">
          Dutch
        </Link>
        <Link id="to-unprefixed" href="/news" locale={false}>
          News without a locale
        </Link>
        <Link id="to-written" href="/nl-NL/news" locale={false}>
          News in Dutch, as written
        </Link>
        <button id="switch" onClick={() => router.push(asPath, asPath, { locale: 'nl-NL' })}>
          Switch
        </button>
      </nav>
      {children}
    </main>
  )
}

export const told = ({ locale, locales, defaultLocale, params, preview, revalidateReason }) =>
  JSON.parse(JSON.stringify({ locale, locales, defaultLocale, params, preview, revalidateReason }))
