import type { GetServerSideProps } from 'next'
import { alternatesOf, articlePath, authorPath, issuePath, sectionPath } from '@/lib/addresses'
import { fetchAuthors, fetchIssues, fetchSections, fetchSitemap } from '@/lib/cms'
import { inEveryLanguage, languages, publicUrl, type Alternates } from '@/lib/languages'
import { sendXml, xmlText } from '@/lib/xml'

/** Every page in every language, each with the addresses of the others. */
export default function Sitemap() {
  return null
}

export const getServerSideProps: GetServerSideProps = async ({ res }) => {
  const [articles, sections, authors, issues] = await Promise.all([
    fetchSitemap(),
    fetchSections('en'),
    fetchAuthors('en'),
    fetchIssues(),
  ])
  const pages: readonly Alternates[] = [
    inEveryLanguage('/'),
    ...sections.map((section) => alternatesOf(section.alternates, sectionPath)),
    ...authors.map(({ id }) => inEveryLanguage(authorPath(id))),
    ...issues.map((issue) => inEveryLanguage(issuePath(issue))),
    ...articles.map(({ slugs }) => alternatesOf(slugs, articlePath)),
  ]
  sendXml(res, 'application/xml', [
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...pages.flatMap(entriesOf),
    '</urlset>',
  ])
  return { props: {} }
}

function entriesOf(page: Alternates): string[] {
  const urls = languages.flatMap((language) => {
    const path = page[language]
    return path === undefined ? [] : [{ language, url: xmlText(publicUrl(language, path)) }]
  })
  const links = urls.map(({ language, url }) => `<xhtml:link rel="alternate" hreflang="${language}" href="${url}"/>`)
  return urls.map(({ url }) => `<url><loc>${url}</loc>${links.join('')}</url>`)
}
