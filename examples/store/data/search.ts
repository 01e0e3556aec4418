/** Full-text search over the products. */
import { database, type StoreDatabase } from './database.ts'
import { cardOf, productsPerPage, type ProductPage } from './products.ts'
import type { SortOrder } from './sort-orders.ts'

/** Weights of the columns of the index: a name counts ten times as much as a description. */
const matches = `
  SELECT rowid AS id, bm25(search_index, 10, 6, 8, 4, 12, 1) AS score
  FROM search_index WHERE search_index MATCH ? LIMIT ?`

/** Best sellers come first among equals. */
const orderBy: Readonly<Record<SortOrder, string>> = {
  relevance: 'score, products.rank',
  cheapest: 'products.price_cents, products.rank',
  dearest: 'products.price_cents DESC, products.rank',
  rating: 'products.rating DESC, products.rank',
}

const mostTerms = 12

/** The most matches that are put in order: a word that stands in half the catalogue must not cost half a second. */
const mostSorted = 20_000

/** Said so often that they find nothing. */
const fillers = new Set([
  'a',
  'an',
  'and',
  'by',
  'for',
  'from',
  'in',
  'is',
  'it',
  'of',
  'on',
  'or',
  'the',
  'to',
  'with',
])

/**
 * Returns the FTS5 expression for what a shopper typed, or `undefined` when it holds nothing to look for.
 *
 * Every word is quoted, so nothing typed is ever syntax; the last one also matches the words it begins.
 */
export function matchExpression(query: string): string | undefined {
  const typed = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const terms = typed.filter((term) => !fillers.has(term)).slice(0, mostTerms)
  const last = terms.at(-1)
  if (last === undefined) return undefined
  return terms.map((term) => `"${term.slice(0, 40)}"`).join(' ') + (last.length > 1 ? '*' : '')
}

/** Returns one page of what matches `query`; pages count from 1. */
export function searchProducts(
  query: string,
  page: number,
  order: SortOrder = 'relevance',
  from: StoreDatabase = database(),
): ProductPage {
  const expression = matchExpression(query)
  if (expression === undefined) return { products: [], total: 0, pageCount: 0 }
  const counted = from.row('SELECT count(*) AS total FROM search_index WHERE search_index MATCH ?', expression)
  const total = Number(counted?.total ?? 0)
  const rows = from.rows(
    `SELECT products.* FROM (${matches}) AS found JOIN products ON products.id = found.id
     ORDER BY ${orderBy[order]} LIMIT ? OFFSET ?`,
    expression,
    mostSorted,
    productsPerPage,
    (page - 1) * productsPerPage,
  )
  return { products: rows.map(cardOf), total, pageCount: Math.ceil(Math.min(total, mostSorted) / productsPerPage) }
}
