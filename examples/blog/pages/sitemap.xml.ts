import type { GetServerSideProps } from 'next'
import { authors } from '@/lib/authors'
import { yearOf } from '@/lib/dates'
import { archiveHref, authorHref, postHref, tagHref } from '@/lib/links'
import { logDays } from '@/lib/log/log'
import { allPosts, tagCounts } from '@/lib/posts'
import { site } from '@/lib/site'

/** Everything is written by getServerSideProps. */
export default function Sitemap() {
  return null
}

export const getServerSideProps: GetServerSideProps = async ({ res }) => {
  const posts = (await allPosts()).map(({ slug, day }) => urlOf(postHref(slug), day))
  const others = [
    '/',
    '/about',
    '/tags',
    ...authors.map(({ id }) => authorHref(id)),
    ...(await tagCounts()).map(({ tag }) => tagHref(tag)),
    ...new Set(logDays().map((day) => archiveHref(yearOf(day)))),
  ].map((path) => urlOf(path))
  res.setHeader('Content-Type', 'application/xml; charset=utf-8')
  res.setHeader('Cache-Control', 'public, s-maxage=3600')
  res.write(`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${[...posts, ...others].join('\n')}
</urlset>
`)
  res.end()
  return { props: {} }
}

const urlOf = (path: string, day?: string): string =>
  `<url><loc>${site.url}${path}</loc>${day === undefined ? '' : `<lastmod>${day}</lastmod>`}</url>`
