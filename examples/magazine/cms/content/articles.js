/** Sixty articles, put together from places, themes and people. The same at every start. */
import { authors } from './authors.js'
import { places } from './places.js'
import { sections } from './sections.js'
import { themes } from './themes.js'

export const locales = ['en', 'fr', 'de']
export const articleCount = 60
const articlesPerIssue = 5
const newestIssue = articleCount / articlesPerIssue

const people = [
  'Agnes',
  'Bruno',
  'Carla',
  'Duarte',
  'Elena',
  'Filip',
  'Greta',
  'Henrik',
  'Irina',
  'Jean',
  'Katja',
  'Luca',
]

/** What the editors have not translated, and what is not finished. */
const isTranslated = (index, locale) => !(locale === 'fr' && index % 11 === 4) && !(locale === 'de' && index % 13 === 6)
const isFinished = (index) => index !== 7 && index !== 28

/** Newest first. */
export const createArticles = () => Array.from({ length: articleCount }, (_, index) => createArticle(index))

function createArticle(index) {
  const round = Math.floor(index / sections.length)
  const section = sections[index % sections.length]
  const theme = round % 3
  const place = places[((index % sections.length) * 12 + theme * 4 + Math.floor(round / 3)) % places.length]
  const words = { person: people[(index * 5) % people.length], year: String(1891 + ((index * 37) % 90)) }
  const translations = locales
    .filter((locale) => isTranslated(index, locale))
    .map((locale) => {
      const text = themes[section.id][theme][locale]
      return [locale, translationOf(text, section, locale, { ...words, place: place[locale] })]
    })
  return {
    id: `a${String(index + 1).padStart(2, '0')}`,
    section: section.id,
    authors: index % 9 === 3 ? pick(index, index + 2) : pick(index),
    issue: newestIssue - Math.floor(index / articlesPerIssue),
    publishedAt: new Date(Date.UTC(2026, 8, 28) - index * 18 * 86_400_000).toISOString(),
    published: isFinished(index),
    translations: Object.fromEntries(translations),
  }
}

const pick = (...indices) => indices.map((index) => authors[(index * 3 + Math.floor(index / 7)) % authors.length].id)

function translationOf({ title, standfirst, opening }, section, locale, words) {
  const fill = (text) => text.replaceAll(/\{(\w+)\}/g, (_, name) => words[name])
  const [first, second] = section.paragraphs[locale]
  return {
    slug: slugOf(fill(title)),
    formerSlugs: [],
    title: fill(title),
    standfirst: fill(standfirst),
    body: [
      { type: 'paragraph', text: fill(opening) },
      { type: 'heading', text: section.heading[locale] },
      { type: 'paragraph', text: fill(first) },
      { type: 'quote', text: section.quote[locale] },
      { type: 'paragraph', text: fill(second) },
    ],
  }
}

export const slugOf = (text) =>
  text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll(/[äöü]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter])
    .replaceAll('ø', 'o')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
