/** Removes a page. That its path had newer content stays known while other code has pages of it. */
import { pageWords, placing } from './page-words.ts'
import { scriptOf } from './script.ts'

export const purge = scriptOf(
  ['allow-oom'],
  pageWords,
  placing,
  `
if redis.call('HEXISTS', page, field('t')) == 1 then remove(ns) end
`,
)
