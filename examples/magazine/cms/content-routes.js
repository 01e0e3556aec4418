/** What the CMS answers to those who read. */
import { alternatesOf, articleAnswer, authorAnswer, sectionAnswer, summaryAnswer } from './answers.js'
import { locales } from './content/articles.js'
import { pictureOf, portraitOf } from './content/pictures.js'

/** Resolves with `{ type, body }` for `url`, or undefined for what is not there. */
export function createContentRoutes(library) {
  const pictures = new Map()

  const picture = async (id) => {
    const article = library.byId(id)
    if (article === undefined) return undefined
    if (!pictures.has(id)) pictures.set(id, pictureOf(article.section, Number(id.slice(1))))
    return { type: 'image/png', body: await pictures.get(id) }
  }
  const portrait = (id) => {
    const index = library.authors.findIndex((author) => author.id === id)
    return index < 0 ? undefined : { type: 'image/svg+xml', body: portraitOf(library.authors[index].name, index) }
  }

  return async ({ pathname, searchParams }, origin, drafts) => {
    const [kind, first, second] = pathname.slice(1).split('/').map(decodeURIComponent)
    const { locale = 'en', limit = '100', offset = '0', ...filters } = Object.fromEntries(searchParams)
    if (!locales.includes(locale)) return undefined
    const summaries = (articles) => articles.map((article) => summaryAnswer(article, locale, library, origin))

    if (kind === 'images')
      return first === 'portraits' ? portrait(second?.replace('.svg', '')) : picture(first?.replace('.png', ''))
    if (kind === 'articles' && first === undefined) {
      const found = library.list({ locale, ...filters, drafts })
      return json({
        total: found.length,
        items: summaries(found.slice(Number(offset), Number(offset) + Number(limit))),
      })
    }
    if (kind === 'articles') {
      const article = locales.includes(first) ? library.bySlug(first, second, drafts) : undefined
      return article && json(articleAnswer(article, first, library, origin))
    }
    if (kind === 'most-read') return json({ items: summaries(library.mostRead(locale)) })
    if (kind === 'sections') return json({ items: library.sections.map((section) => sectionAnswer(section, locale)) })
    if (kind === 'authors' && first === undefined)
      return json({ items: library.authors.map((author) => authorAnswer(author, locale, origin)) })
    if (kind === 'authors') {
      const author = library.authors.find(({ id }) => id === first)
      return author && json(authorAnswer(author, locale, origin))
    }
    if (kind === 'issues') return json({ items: library.issues })
    if (kind === 'sitemap')
      return json({
        articles: library
          .list({})
          .map((article) => ({ publishedAt: article.publishedAt, slugs: alternatesOf(article) })),
      })
    return undefined
  }
}

const json = (value) => ({ type: 'application/json', body: Buffer.from(JSON.stringify(value)) })
