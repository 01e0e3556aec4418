/** The addresses of the site's pages. */

/** `word` is a lemma or a word as written; a slash within it stays within its segment: `/words/24%2F7`. */
export const wordHref = (word: string): string =>
  `/words/${encodeURIComponent(word.toLowerCase().replaceAll(' ', '_'))}`

export const letterHref = (letter: string, page = 1): string =>
  page === 1 ? `/letters/${letter}` : `/letters/${letter}/${page}`

export const searchHref = (query: string, page = 1): string =>
  `/search?q=${encodeURIComponent(query)}${page === 1 ? '' : `&page=${page}`}`
