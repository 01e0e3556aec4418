/** Asks the CMS. Whatever is not a whole and good answer is thrown, so that the last good page stays. */
import type { Article, Author, Section, Summary, SummaryList } from './cms-types'
import type { Slugs } from './addresses'
import type { Language } from './languages'

const patienceMs = Number(process.env.CMS_TIMEOUT_MS ?? 4000)

/** Returns what the CMS has at `path`, or undefined for what it does not have. */
async function ask<T>(
  path: string,
  query: Record<string, string | number> = {},
  drafts = false,
): Promise<T | undefined> {
  const url = new URL(path, process.env.CMS_URL)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))
  if (drafts) url.searchParams.set('drafts', '1')
  const response = await fetch(url, {
    headers: drafts ? { authorization: `Bearer ${process.env.CMS_TOKEN}` } : {},
    signal: AbortSignal.timeout(patienceMs),
  })
  if (response.status === 404) return undefined
  if (!response.ok) throw new Error(`The CMS answered ${response.status} for ${url.pathname}`)
  return (await response.json()) as T
}

async function itemsOf<T>(path: string, query: Record<string, string | number>): Promise<readonly T[]> {
  const answer = await ask<{ items: readonly T[] }>(path, query)
  if (answer === undefined) throw new Error(`The CMS has no ${path}`)
  return answer.items
}

export const fetchArticles = async (
  locale: Language,
  filters: { section?: string; author?: string; issue?: number; q?: string; limit?: number; offset?: number } = {},
): Promise<SummaryList> => (await ask<SummaryList>('/articles', { locale, ...filters })) ?? { total: 0, items: [] }

/** The article with this slug, with a former one, or with this one in another language; its `slug` is the one to use. */
export const fetchArticle = (locale: Language, slug: string, drafts = false) =>
  ask<Article>(`/articles/${locale}/${encodeURIComponent(slug)}`, {}, drafts)

export const fetchMostRead = (locale: Language) => itemsOf<Summary>('/most-read', { locale })
export const fetchSections = (locale: Language) => itemsOf<Section>('/sections', { locale })
export const fetchAuthors = (locale: Language) => itemsOf<Author>('/authors', { locale })
export const fetchAuthor = (locale: Language, id: string) =>
  ask<Author>(`/authors/${encodeURIComponent(id)}`, { locale })
export const fetchIssues = () => itemsOf<number>('/issues', {})

export async function fetchSitemap() {
  const answer = await ask<{ articles: readonly { publishedAt: string; slugs: Slugs }[] }>('/sitemap')
  if (answer === undefined) throw new Error('The CMS has no sitemap')
  return answer.articles
}
