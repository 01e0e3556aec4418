/** Where things are. */
export const postHref = (slug: string): string => `/posts/${slug}`
export const pageHref = (page: number): string => (page === 1 ? '/' : `/page/${page}`)
export const tagHref = (tag: string, page = 1): string => `/tags/${tag}${page === 1 ? '' : `/${page}`}`
export const authorHref = (author: string): string => `/authors/${author}`
export const archiveHref = (year: number): string => `/archive/${year}`
