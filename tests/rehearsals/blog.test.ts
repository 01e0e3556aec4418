/** The blog: Markdown, tags, feeds, a sitemap of ten thousand pages, drafts, and posts that change. */
import { env, probes } from './blog-probes.ts'
import {
  afterRestart,
  beside,
  commonDifferences,
  matchedPath,
  publicFiles,
  redirectData,
  shortAnswers,
  staticPages,
  unmodified,
  varyWithoutChoice,
} from './common-differences.ts'
import { describeRehearsal } from './rehearsal.ts'

describeRehearsal({
  example: 'blog',
  env,
  probes,
  differences: [
    ...commonDifferences,
    ...publicFiles,
    ...unmodified,
    ...matchedPath,
    ...afterRestart,
    shortAnswers,
    staticPages,
    varyWithoutChoice,
    redirectData,
    {
      what: /(^|\.)(head|body)$/,
      is: ({ next, everfresh }) =>
        JSON.stringify(everfresh).replaceAll(/ fetchpriority=\\"high\\"/g, '') === JSON.stringify(next),
      because: 'an image with priority is fetched with priority',
      see: beside,
    },
    {
      what: 'headers.referrer-policy',
      probes: /^GET \/(feed|today|log)/,
      next: undefined,
      because: 'headers of the configuration go with its redirects too',
      see: beside,
    },
    {
      what: /^(head|body|pageData|headers\..*)$/,
      probes: 'GET /posts/%E0%A4%A',
      because: 'an address that cannot be decoded is answered without rendering',
      see: beside,
    },
    {
      what: 'ended.headers.set-cookie',
      everfresh: /__prerender_bypass=;/,
      because: 'draft mode ends with an empty cookie',
      see: beside,
    },
  ],
})
