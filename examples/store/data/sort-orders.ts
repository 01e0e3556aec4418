/** The orders in which search results can be shown; apart from the search, because browsers need it too. */

export type SortOrder = 'relevance' | 'cheapest' | 'dearest' | 'rating'

export const sortOrders: Readonly<Record<SortOrder, string>> = {
  relevance: 'Best match',
  cheapest: 'Price, low to high',
  dearest: 'Price, high to low',
  rating: 'Customer rating',
}
