/** The dictionary: pages ahead, pages at their first visit, redirects, 404s and a search per request. */
import {
  afterRestart,
  commonDifferences,
  matchedPath,
  publicFiles,
  redirectData,
  shortAnswers,
  staticPages,
  varyWithoutChoice,
} from './common-differences.ts'
import { probes } from './dictionary-probes.ts'
import { describeRehearsal } from './rehearsal.ts'

describeRehearsal({
  example: 'dictionary',
  env: { WORDS_BUILT_AHEAD: '300' },
  probes,
  differences: [
    ...commonDifferences,
    ...publicFiles,
    ...matchedPath,
    ...afterRestart,
    shortAnswers,
    staticPages,
    varyWithoutChoice,
    redirectData,
  ],
})
