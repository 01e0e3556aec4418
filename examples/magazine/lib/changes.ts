/** What the CMS tells of an article, and which pages show it. */
import { articlePath, authorPath, issuePath, sectionPath, type Slugs } from './addresses'
import { languages, localePath } from './languages'

/** Where an article is shown, before the change and after it. */
interface Places {
  readonly slugs: Slugs
  readonly sections: Slugs
  readonly authors: readonly string[]
  readonly issue: number
}

export interface Change {
  readonly event: string
  readonly delivery: string
  readonly places: readonly Places[]
}

/** Returns the change that `text` describes, or undefined. */
export function readChange(text: string): Change | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isChange(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isSlugs = (value: unknown) =>
  isObject(value) && Object.values(value).every((slug) => typeof slug === 'string' && /^[\w-]+$/.test(slug))

function isChange(value: unknown): value is Change {
  if (!isObject(value) || typeof value.event !== 'string' || typeof value.delivery !== 'string') return false
  return Array.isArray(value.places) && value.places.length <= 2 && value.places.every(isPlaces)
}

const isPlaces = (value: unknown) =>
  isObject(value) &&
  isSlugs(value.slugs) &&
  isSlugs(value.sections) &&
  Array.isArray(value.authors) &&
  value.authors.every((id) => typeof id === 'string' && /^[\w-]+$/.test(id)) &&
  Number.isSafeInteger(value.issue)

/** The article itself first, in all languages; then the pages that list it. */
export function pathsOf({ places }: Change): string[] {
  const articles = places.flatMap(({ slugs }) => localised(slugs, articlePath))
  const sections = places.flatMap(({ sections }) => localised(sections, sectionPath))
  const lists = places.flatMap(({ authors, issue }) => [...authors.map(authorPath), issuePath(issue)])
  const everywhere = ['/', ...lists].flatMap((path) => languages.map((language) => localePath(language, path)))
  return [...new Set([...articles, ...sections, ...everywhere])]
}

const localised = (slugs: Slugs, pathOf: (slug: string) => string) =>
  languages.flatMap((language) => {
    const slug = slugs[language]
    return slug === undefined ? [] : [localePath(language, pathOf(slug))]
  })
