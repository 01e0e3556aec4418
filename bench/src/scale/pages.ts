/** The pages of the scale bench. */

export const namespace = 'code-1'

export const pathAt = (index: number): string => `/products/${index}`

export const indexOf = (path: string): number => Number(path.slice('/products/'.length))

export const tagAt = (index: number): string => `group-${index}`

/** The tag whose invalidation is measured. */
export const sharedTag = 'everything-on-sale'
export const pagesWithSharedTag = 10_000
