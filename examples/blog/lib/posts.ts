/** Essays and log together: what lists, tags, authors and feeds show. */
import { byDay } from './dates'
import { essay, essays } from './essays'
import { logDays, logEntry, slugOfDay } from './log/log'
import type { Weather } from './log/weather'

export interface PostSummary {
  slug: string
  title: string
  day: string
  author: string
  tags: string[]
  excerpt: string
  kind: 'essay' | 'log'
}

export interface Post extends PostSummary {
  markdown: string
  draft: boolean
  weather: Weather | null
}

/** Posts on one page of a list. */
export const postsPerPage = 25

export interface PostPage {
  posts: PostSummary[]
  page: number
  pages: number
  total: number
}

// The log never changes, so it is worth keeping; what is written by hand may change at any time.
let log: PostSummary[] | undefined

function logSummaries(): PostSummary[] {
  log ??= logDays().map((day) => {
    const { slug, title, author, tags, excerpt } = logEntry(slugOfDay(day))!
    return { slug, title, day, author, tags, excerpt, kind: 'log' as const }
  })
  return log
}

export async function essaySummaries(): Promise<PostSummary[]> {
  return (await essays()).map(({ slug, title, day, author, tags, excerpt }) => ({
    slug,
    title,
    day,
    author,
    tags,
    excerpt,
    kind: 'essay' as const,
  }))
}

/** Every post there is, newest first; of one day, the essay first. */
export async function allPosts(): Promise<PostSummary[]> {
  return [...(await essaySummaries()), ...logSummaries()].sort(byDay)
}

export async function postOf(slug: string, options: { drafts?: boolean } = {}): Promise<Post | undefined> {
  const entry = logEntry(slug)
  if (entry !== undefined) return { ...entry, kind: 'log', draft: false }
  const written = await essay(slug, options)
  return written === undefined ? undefined : { ...written, kind: 'essay', weather: null }
}

/** Page `page`, counted from 1, of `posts`; undefined when there is none. */
export function pageOf(posts: PostSummary[], page: number): PostPage | undefined {
  const pages = Math.max(1, Math.ceil(posts.length / postsPerPage))
  if (!Number.isInteger(page) || page < 1 || page > pages) return undefined
  return { posts: posts.slice((page - 1) * postsPerPage, page * postsPerPage), page, pages, total: posts.length }
}

/** The number that `text` is the one way to write of; undefined for `02`, `2.0` or `two`. */
export const pageNumber = (text: string): number | undefined => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined)

/** How many posts have each tag, the commonest first. */
export async function tagCounts(): Promise<{ tag: string; count: number }[]> {
  const counts = new Map<string, number>()
  for (const { tags } of await allPosts()) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts]
    .map(([tag, count]) => ({ tag, count }))
    .sort((a, b) => b.count - a.count || (a.tag < b.tag ? -1 : 1))
}

/** The next older and the next newer post. */
export function neighboursOf(
  posts: PostSummary[],
  slug: string,
): { older: PostSummary | null; newer: PostSummary | null } {
  const index = posts.findIndex((post) => post.slug === slug)
  if (index === -1) return { older: null, newer: null }
  return { older: posts[index + 1] ?? null, newer: posts[index - 1] ?? null }
}
