import type { GetServerSideProps } from 'next'
import { postHref } from '@/lib/links'
import { allPosts } from '@/lib/posts'
import { site } from '@/lib/site'
import { xmlText } from '@/lib/xml'

/** Everything is written by getServerSideProps. */
export default function Rss() {
  return null
}

export const getServerSideProps: GetServerSideProps = async ({ res }) => {
  const items = (await allPosts()).slice(0, 30).map(
    ({ slug, title, day, excerpt, tags }) => `    <item>
      <title>${xmlText(title)}</title>
      <link>${site.url}${postHref(slug)}</link>
      <guid>${site.url}${postHref(slug)}</guid>
      <pubDate>${new Date(day).toUTCString()}</pubDate>
      <description>${xmlText(excerpt)}</description>
${tags.map((tag) => `      <category>${xmlText(tag)}</category>`).join('\n')}
    </item>`,
  )
  res.setHeader('Content-Type', 'application/rss+xml; charset=utf-8')
  res.setHeader('Cache-Control', 'public, s-maxage=600, stale-while-revalidate=86400')
  res.write(`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>${xmlText(site.name)}</title>
    <link>${site.url}</link>
    <atom:link href="${site.url}/rss.xml" rel="self" type="application/rss+xml"/>
    <description>${xmlText(site.description)}</description>
    <language>en</language>
${items.join('\n')}
  </channel>
</rss>
`)
  res.end()
  return { props: {} }
}
