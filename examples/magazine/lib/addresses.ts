/** The paths of the magazine's pages, without their language. */
import type { Alternates, Language } from './languages'

export type Slugs = Partial<Record<Language, string>>

export const articlePath = (slug: string) => `/articles/${slug}`
export const sectionPath = (slug: string) => `/sections/${slug}`
export const authorPath = (id: string) => `/authors/${id}`
export const issuePath = (number: number) => `/issues/${number}`

/** The same page in each language, from its slug there. */
export const alternatesOf = (slugs: Slugs, pathOf: (slug: string) => string): Alternates =>
  Object.fromEntries(Object.entries(slugs).map(([language, slug]) => [language, pathOf(slug)]))
