/** In what the magazine differs between Next.js and Everfresh, and why. */
import {
  afterRestart,
  beside,
  commonDifferences,
  matchedPath,
  publicFiles,
  redirectData,
  shortAnswers,
  varyWithoutChoice,
} from '../common-differences.ts'
import type { ExpectedDifference } from '../expected.ts'

const withoutPriority = (value: unknown) => (JSON.stringify(value) ?? '').replaceAll(/ fetchpriority=\\"high\\"/g, '')

/** The path that a link leads to on any host: its language, unless that is the default one, and the rest. */
const onAnyHost = (value: unknown): string =>
  (JSON.stringify(value) ?? '')
    .replaceAll(/https:\/\/(fr|de)\.meridian\.test\/?(?=[\w"\\/])/g, '/$1/')
    .replaceAll('https://meridian.test', '')
    .replaceAll(/href=\\"([^"\\]*?)\/?\\"/g, 'href=\\"$1\\"')

/** Whether two addresses lead to the same page, on a domain or on the host that was asked. */
const isSamePage = (next: unknown, everfresh: unknown): boolean => {
  const path = (value: unknown) => onAnyHost(value).replace(/\/(fr|de)(?=\/)/, '')
  return path(next) === path(everfresh)
}

const languages: readonly ExpectedDifference[] = [
  {
    what: /(^|\.)body$/,
    is: ({ next, everfresh }) => onAnyHost(everfresh) === onAnyHost(next),
    because: 'links of pages that are kept do not depend on the host that asked for them first',
    see: 'B101',
  },
  {
    what: 'pageData.defaultLocale',
    probes: /"host":/,
    because: 'pages that are kept do not depend on the host that asked for them first',
    see: 'B101',
  },
  { what: 'pageData.isLocaleDomain', next: undefined, because: 'browsers are told of it', see: 'B101' },
  {
    what: /^(pageData\.(props|locale).*|head|body|headers.x-nextjs-cache)$/,
    probes: /^GET \/fr\/sections\/seas|^data of \/fr\/sections\/seas|^GET \/sections\/villes .*de\.meridian\.test/,
    because: 'a path that a language lacks is a 404 in that language',
    see: 'B101',
  },
  {
    what: 'headers.vary',
    probes: /accept-language/,
    next: undefined,
    everfresh: 'Accept-Language, Cookie',
    because: 'where a visitor is sent depends on what his browser says',
    see: beside,
  },
  {
    what: /^(headers\.(location|refresh)|text)$/,
    probes: /^GET (\/\w\w)?\/(rubrics|archive)/,
    next: /https:\/\/((fr|de)\.)?meridian\.test\//,
    is: ({ next, everfresh }) => isSamePage(next, everfresh),
    because: 'redirects of the configuration stay on the host',
    see: beside,
  },
]

const missingPages: readonly ExpectedDifference[] = [
  {
    what: 'headers.x-nextjs-cache',
    next: 'HIT',
    everfresh: /^MISS$|^undefined$/,
    because: 'a 404 tells of the page that was asked for',
    see: beside,
  },
  {
    what: 'headers.x-nextjs-cache',
    next: 'HIT',
    everfresh: undefined,
    because: 'a 404 of no page was in no cache',
    see: beside,
  },
  {
    what: /^earlier\.\d\.cache$/,
    next: 'HIT',
    everfresh: 'MISS',
    because: 'a 404 tells of the page that was asked for',
    see: beside,
  },
  {
    what: /^(json|head|body|pageData|headers\..*)$/,
    probes: 'data of /es',
    because: 'data of no language are the 404 page, not its data',
    see: beside,
  },
]

const failures: readonly ExpectedDifference[] = [
  {
    what: /^failing\.data\./,
    because: 'data that fail are answered in a word',
    see: beside,
  },
  {
    what: 'unchanged.headers.cache-control',
    next: /^s-maxage=30,/,
    everfresh: /^s-maxage=3600,/,
    because: 'a page that cannot be made anew holds as long as before',
    see: 'B28',
  },
  {
    what: 'unchanged.headers.x-nextjs-cache',
    next: 'HIT',
    everfresh: 'STALE',
    because: 'an old page is called that',
    see: 'B83',
  },
]

export const differences: readonly ExpectedDifference[] = [
  ...commonDifferences,
  ...publicFiles,
  ...matchedPath,
  // What is no page cannot be asked for then: Next.js would have to make it again.
  ...afterRestart.filter(({ see }) => see !== 'B78'),
  ...languages,
  ...missingPages,
  ...failures,
  redirectData,
  { ...redirectData, what: 'formerData.headers.etag', probes: /^a new slug/ },
  shortAnswers,
  varyWithoutChoice,
  {
    what: /(^|\.)(head|body)$/,
    is: ({ next, everfresh }) => withoutPriority(everfresh) === JSON.stringify(next),
    because: 'an image with priority is fetched with priority',
    see: beside,
  },
  {
    what: /^(head|body|pageData|headers\..*)$/,
    probes: 'GET /fr/articles/%E0%A4%A',
    because: 'an address that cannot be decoded is answered without rendering',
    see: beside,
  },
  {
    what: 'headers.set-cookie',
    probes: /^GET \/api\/exit-draft/,
    everfresh: /__prerender_bypass=;/,
    because: 'draft mode ends with an empty cookie',
    see: beside,
  },
  {
    what: 'ofOthers.headers.cache-control',
    next: /^s-maxage/,
    everfresh: /^private/,
    because: 'what sets a cookie is for nobody else',
    see: beside,
  },
  {
    what: /(^|\.)headers\.(content-security-policy|referrer-policy|x-content-type-options)$/,
    next: undefined,
    because: 'headers of the configuration come with page data and redirects too',
    see: beside,
  },
  {
    what: /^6\.\d$/,
    next: null,
    probes: 'every answer has the headers of the configuration',
    because: 'headers of the configuration come with page data and redirects too',
    see: beside,
  },
]
