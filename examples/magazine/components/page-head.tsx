import Head from 'next/head'
import { useRouter } from 'next/router'
import { languages, publicUrl, type Alternates } from '@/lib/languages'
import { messagesIn, useLanguage } from '@/lib/messages'

interface PageHeadProps {
  readonly title: string
  readonly description: string
  readonly alternates?: Alternates
  /** Not for search engines. */
  readonly isHidden?: boolean
  readonly isDraft?: boolean
  readonly structuredData?: object
}

/** What search engines, feed readers and other sites want to know of a page. */
export function PageHead({ title, description, alternates = {}, isHidden, isDraft, structuredData }: PageHeadProps) {
  const language = useLanguage()
  const { isPreview } = useRouter()
  const own = alternates[language]
  return (
    <Head>
      <title>{title}</title>
      <meta name="description" content={description} />
      <meta property="og:title" content={title} key="og:title" />
      <meta property="og:locale" content={language} key="og:locale" />
      {isHidden || isDraft || isPreview ? <meta name="robots" content="noindex" /> : null}
      {own === undefined ? null : <link rel="canonical" href={publicUrl(language, own)} />}
      {languages.map((each) => {
        const path = alternates[each]
        if (path === undefined) return null
        return <link key={`alternate-${each}`} rel="alternate" hrefLang={each} href={publicUrl(each, path)} />
      })}
      <link
        rel="alternate"
        type="application/rss+xml"
        title={`Meridian · ${messagesIn(language).feed}`}
        href={publicUrl(language, '/feed.xml')}
        key="feed"
      />
      {structuredData === undefined ? null : (
        <script
          type="application/ld+json"
          key="structured-data"
          // No text can end the element.
          dangerouslySetInnerHTML={{ __html: JSON.stringify(structuredData).replaceAll('<', '\\u003c') }}
        />
      )}
    </Head>
  )
}
