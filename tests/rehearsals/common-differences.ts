/** In what every site differs. */
import type { ExpectedDifference } from './expected.ts'

export const beside = 'docs/reference/compatibility.md#beside-the-numbered-behaviours'

export const commonDifferences: readonly ExpectedDifference[] = [
  {
    what: 'headers.x-powered-by',
    next: 'Next.js',
    everfresh: 'Everfresh',
    because: 'documents name who made them',
    see: 'B39',
  },
  {
    what: /(^|\.)pageData\.(scriptLoader|isExperimentalCompile|autoExport|nextExport)$/,
    everfresh: undefined,
    because: 'notes of Next.js to its own scripts',
    see: beside,
  },
  {
    what: 'headers.content-type',
    next: undefined,
    because: 'short answers have a type',
    see: beside,
  },
]

/** Of sites with pages that have no data functions. */
export const staticPages: ExpectedDifference = {
  what: /(headers\.cache-control|earlier\.\d+\.cacheControl)$/,
  next: undefined,
  everfresh: 's-maxage=31536000',
  because: 'pages without data functions may be kept for a year',
  see: beside,
}

/** Of redirects to the canonical address, and of 405. */
export const shortAnswers: ExpectedDifference = {
  what: 'headers.cache-control',
  next: undefined,
  everfresh: /^(public, max-age=0, must-revalidate|private, no-cache, no-store, max-age=0, must-revalidate)$/,
  because: 'short answers say how long they hold',
  see: beside,
}

/** Of answers that are too small to be worth compressing, or cannot be. */
export const varyWithoutChoice: ExpectedDifference = {
  what: 'headers.vary',
  next: 'Accept-Encoding',
  everfresh: undefined,
  because: 'Vary is sent where there is a choice',
  see: 'docs/reference/headers.md#validators-and-encodings',
}

/** Of 304. */
export const unmodified: readonly ExpectedDifference[] = [
  {
    what: 'headers.vary',
    next: undefined,
    everfresh: 'Accept-Encoding',
    because: '304 says by what the page varies',
    see: beside,
  },
  {
    what: 'headers.x-powered-by',
    next: 'Next.js',
    everfresh: undefined,
    because: '304 does not name who made the page',
    see: beside,
  },
]

/** Of files in `public/`. */
export const publicFiles: readonly ExpectedDifference[] = [
  { what: 'headers.etag', next: 'weak', everfresh: 'strong', because: 'files have strong ETags', see: beside },
  {
    what: 'headers.content-type',
    next: /^(text\/plain; charset=UTF-8|image\/svg\+xml)$/,
    everfresh: /; charset=utf-8$/,
    because: 'types are written as they are registered',
    see: beside,
  },
]

/** Of page data. */
export const matchedPath: readonly ExpectedDifference[] = [
  {
    what: 'headers.x-nextjs-matched-path',
    next: undefined,
    everfresh: /^[^[]*$/,
    because: 'all data name the route of their page, not those of dynamic routes alone',
    see: beside,
  },
  {
    what: 'headers.x-nextjs-matched-path',
    next: /\[/,
    everfresh: undefined,
    because: 'a 404 names no route',
    see: beside,
  },
]

/** Of page data that redirect. */
export const redirectData: ExpectedDifference = {
  what: 'headers.etag',
  probes: /^data of /,
  next: undefined,
  everfresh: 'strong',
  because: 'data that redirect have an ETag like all others',
  see: beside,
}

/** Of what is visited after a restart, made by a visit before it. */
export const afterRestart: readonly ExpectedDifference[] = [
  {
    what: 'headers.x-nextjs-cache',
    probes: /restart/,
    next: 'STALE',
    everfresh: 'HIT',
    because: 'the interval of a page outlives the process',
    see: 'B8',
  },
  {
    what: 'headers.cache-control',
    probes: /restart/,
    next: undefined,
    everfresh: /^s-maxage=/,
    because: 'every page says how long it holds, also after a restart',
    see: 'B27',
  },
  {
    what: 'headers.x-nextjs-cache',
    probes: /restart/,
    next: 'MISS',
    everfresh: 'HIT',
    because: '404s and redirects are kept like pages',
    see: 'B78',
  },
]
