/** In what every site differs. */
import type { ExpectedDifference } from './expected.ts'

export const commonDifferences: readonly ExpectedDifference[] = [
  {
    what: 'headers.x-powered-by',
    next: 'Next.js',
    everfresh: 'Everfresh',
    because: 'documents name who made them',
    see: 'B39',
  },
  {
    what: /^pageData\.(scriptLoader|isExperimentalCompile)$/,
    everfresh: undefined,
    because: 'notes of Next.js to its own scripts',
    see: 'docs/reference/compatibility.md#beside-the-numbered-behaviours',
  },
]
