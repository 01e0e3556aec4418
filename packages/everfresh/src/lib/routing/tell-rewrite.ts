/** Tells the client runtime to which page a data request was led. */
import { privateCacheControl } from '@everfresh/server'
import type { Passage } from './stages.ts'

/**
 * @param destination With base path. Where it may repeat the visitor's query nobody keeps the answer: its data are the same for
 * everybody, and caches that know pages by their paths would hand one visitor's query to the others.
 */
export function tellRewrite({ url, response }: Pick<Passage, 'url' | 'response'>, destination: string): void {
  response.setHeader('x-nextjs-rewrite', destination)
  if (url.search !== '') response.setHeader('Cache-Control', privateCacheControl)
}
