import { expect, test } from 'vitest'
import { problemsOfPages, problemsOfRoutes, problemsOfSettings } from './exportable.ts'

const special = {
  app: undefined,
  document: undefined,
  error: undefined,
  notFound: undefined,
  internalError: undefined,
}

test('pages and API routes that run per request are refused by name, before anything is built (B153)', () => {
  const page = { file: '/x', hasStaticPaths: false }
  const problems = problemsOfRoutes({
    pages: [
      { ...page, pattern: '/', data: 'static-props' },
      { ...page, pattern: '/search', data: 'server-props' },
    ],
    apis: [{ pattern: '/api/feed', file: '/x' }],
    special,
    notFoundData: 'automatic',
  })
  expect(problems).toEqual([
    expect.stringMatching(/^\/search: .*getServerSideProps/),
    expect.stringMatching(/^\/api\/feed: API Routes cannot be used with "output: export"/),
  ])
})

test('middleware is refused: files would show everybody what it protects', () => {
  const middleware = { file: '/x', kind: 'proxy', warnings: [] } as const
  const problems = problemsOfRoutes({ pages: [], apis: [], special, notFoundData: 'automatic', middleware })
  expect(problems).toEqual([expect.stringMatching(/^proxy: it cannot be used with "output: export"/)])
})

test('several languages are refused with the words of Next.js (B101, B153)', () => {
  const i18n = { locales: ['en'], defaultLocale: 'en', domains: [], localeDetection: true }
  expect(problemsOfSettings({ i18n })).toEqual([
    expect.stringMatching(/^Specified "i18n" cannot be used with "output: export"/),
  ])
  expect(problemsOfSettings({})).toEqual([])
})

test('intervals and fallback are refused with the words of Next.js (B153)', () => {
  const problems = problemsOfPages(
    [
      { pattern: '/a/[id]', kind: 'static-props', fallback: true },
      { pattern: '/b/[id]', kind: 'static-props', fallback: 'blocking' },
      { pattern: '/c/[id]', kind: 'static-props', fallback: false },
    ],
    [
      { pattern: '/news', pages: 1, revalidateSeconds: 10 },
      { pattern: '/c/[id]', pages: 1, revalidateSeconds: false },
    ],
  )
  expect(problems).toEqual([
    expect.stringMatching(/^\/a\/\[id\]: Pages with `fallback` enabled in `getStaticPaths` can not be exported/),
    expect.stringMatching(/^\/b\/\[id\]: Pages with `fallback` enabled/),
    expect.stringMatching(/^\/news: ISR cannot be used with "output: export"/),
  ])
})
