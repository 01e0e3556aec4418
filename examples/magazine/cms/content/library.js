/** What the editors have: articles that can be asked for by language, and changed. */
import { authors } from './authors.js'
import { articleCount, createArticles, locales, slugOf } from './articles.js'
import { sections } from './sections.js'

export function createLibrary() {
  const articles = createArticles()
  let mostRead = [4, 17, 9, 31, 22]

  const isVisible = (article, locale, drafts) =>
    (article.published || drafts) && (locale === undefined || article.translations[locale] !== undefined)

  return {
    sections,
    authors,
    issues: Array.from({ length: articleCount / 5 }, (_, index) => articleCount / 5 - index),
    byId: (id) => articles.find((article) => article.id === id),

    /** Newest first. */
    list: ({ locale, section, author, issue, q, drafts }) =>
      articles.filter(
        (article) =>
          isVisible(article, locale, drafts) &&
          (section === undefined || article.section === section) &&
          (author === undefined || article.authors.includes(author)) &&
          (issue === undefined || article.issue === Number(issue)) &&
          (q === undefined || says(article.translations[locale], q)),
      ),

    mostRead: (locale) => mostRead.map((index) => articles[index]).filter((article) => isVisible(article, locale)),
    setMostRead: (ids) => (mostRead = ids.map((id) => articles.findIndex((article) => article.id === id))),

    /** By its slug, a former one, or one in another language. */
    bySlug(locale, slug, drafts) {
      const visible = articles.filter((article) => isVisible(article, locale, drafts))
      return (
        visible.find((article) => article.translations[locale].slug === slug) ??
        visible.find((article) => article.translations[locale].formerSlugs.includes(slug)) ??
        visible.find((article) => Object.values(article.translations).some((translation) => translation.slug === slug))
      )
    },

    /** Changes what `change` names, of the translation into `change.locale`, or of the article. Returns undefined if it knows neither. */
    edit(id, change) {
      const article = this.byId(id)
      const translation = article?.translations[change.locale ?? 'en']
      if (article === undefined || translation === undefined) return undefined
      for (const name of ['published', 'section', 'authors']) if (name in change) article[name] = change[name]
      for (const name of ['title', 'standfirst', 'body']) if (name in change) translation[name] = change[name]
      if ('slug' in change && change.slug !== translation.slug) {
        translation.formerSlugs = [...translation.formerSlugs.filter((slug) => slug !== change.slug), translation.slug]
        translation.slug = slugOf(change.slug)
      }
      return article
    },
  }
}

const says = (translation, q) =>
  `${translation.title} ${translation.standfirst} ${translation.body.map(({ text }) => text).join(' ')}`
    .toLowerCase()
    .includes(q.toLowerCase())

/** Slugs of a section: its name in each language. */
export const sectionSlugs = (section) =>
  Object.fromEntries(locales.map((locale) => [locale, slugOf(section.name[locale])]))
