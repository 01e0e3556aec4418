import type { GetServerSideProps } from 'next'
import { articlePath } from '@/lib/addresses'
import { fetchArticles } from '@/lib/cms'
import { languageOf, publicUrl } from '@/lib/languages'
import { messagesIn } from '@/lib/messages'
import { element, sendXml, xmlText } from '@/lib/xml'

/** Read as /feed.xml, one for each language. */
export default function Feed() {
  return null
}

export const getServerSideProps: GetServerSideProps = async ({ locale, res }) => {
  const language = languageOf(locale)
  const { items } = await fetchArticles(language, { limit: 20 })
  sendXml(res, 'application/rss+xml', [
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">',
    '<channel>',
    element('title', `Meridian · ${messagesIn(language).tagline}`),
    element('link', publicUrl(language, '/')),
    element('description', messagesIn(language).tagline),
    element('language', language),
    `<atom:link rel="self" type="application/rss+xml" href="${xmlText(publicUrl(language, '/feed.xml'))}"/>`,
    ...items.flatMap(({ slug, title, standfirst, publishedAt }) => [
      '<item>',
      element('title', title),
      element('link', publicUrl(language, articlePath(slug))),
      element('guid', publicUrl(language, articlePath(slug))),
      element('pubDate', new Date(publishedAt).toUTCString()),
      element('description', standfirst),
      '</item>',
    ]),
    '</channel>',
    '</rss>',
  ])
  return { props: {} }
}
