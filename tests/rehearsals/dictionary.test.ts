/** The dictionary: pages ahead, pages at their first visit, redirects, 404s and a search per request. */
import { describeRehearsal } from './rehearsal.ts'
import { commonDifferences } from './common-differences.ts'
import { page, pageData } from './probes.ts'

describeRehearsal({
  example: 'dictionary',
  probes: [
    page('/', { visits: 2 }),
    page('/words/be', { visits: 2 }),
    page('/words/zymosis', { visits: 2 }),
    pageData('/words/zymosis'),
  ],
  differences: commonDifferences,
})
