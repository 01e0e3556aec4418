/** What is sent for articles, sections, authors and issues, in one language. */
import { sectionSlugs } from './content/library.js'
import { pictureSize } from './content/pictures.js'
import { locales } from './content/articles.js'

export const sectionAnswer = (section, locale) => ({
  id: section.id,
  slug: sectionSlugs(section)[locale],
  name: section.name[locale],
  motto: section.motto[locale],
  alternates: sectionSlugs(section),
})

export const authorAnswer = (author, locale, origin) => ({
  id: author.id,
  name: author.name,
  about: author.about[locale],
  portrait: `${origin}/images/portraits/${author.id}.svg`,
})

/** What a list shows of an article. */
export function summaryAnswer(article, locale, library, origin) {
  const { slug, title, standfirst, body } = article.translations[locale]
  const section = library.sections.find(({ id }) => id === article.section)
  return {
    id: article.id,
    slug,
    title,
    standfirst,
    section: { id: section.id, slug: sectionSlugs(section)[locale], name: section.name[locale] },
    authors: library.authors.filter(({ id }) => article.authors.includes(id)).map(({ id, name }) => ({ id, name })),
    issue: article.issue,
    publishedAt: article.publishedAt,
    minutes: 2 + (body.map(({ text }) => text).join(' ').length % 7),
    picture: { url: `${origin}/images/${article.id}.png`, ...pictureSize },
  }
}

export const articleAnswer = (article, locale, library, origin) => ({
  ...summaryAnswer(article, locale, library, origin),
  body: article.translations[locale].body,
  isDraft: !article.published,
  alternates: alternatesOf(article),
})

/** The article's slug in each language that it is translated to. */
export const alternatesOf = (article) =>
  Object.fromEntries(
    locales.map((locale) => [locale, article.translations[locale]?.slug]).filter(([, slug]) => slug !== undefined),
  )
