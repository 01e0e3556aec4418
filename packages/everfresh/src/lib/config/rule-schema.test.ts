/** Redirects, rewrites and headers are checked as a whole, and say what is wrong with them. */
import { describe, expect, it } from 'vitest'
import { settingsOf } from './settings-of.ts'

const rulesOf = (config: object) => settingsOf(config, 'next.config.js').settings.rules

function problemsOf(config: object): string[] {
  try {
    settingsOf(config, 'next.config.js')
    return []
  } catch (error) {
    return (error as Error).message.split('\n').slice(1)
  }
}

describe('rules', () => {
  it('are there only where a site has some', () => {
    expect(rulesOf({})).toBeUndefined()
    expect(rulesOf({ redirects: [], rewrites: { fallback: [] }, headers: [] })).toBeUndefined()
  })

  it('have their final form: redirects a status, rewrites a phase', () => {
    const rewrite = { source: '/a/:path*', destination: 'https://x.test:80/:path*' }
    expect(
      rulesOf({
        redirects: [
          { source: '/a', destination: '/b', permanent: true },
          { source: '/a', destination: '/b', permanent: false, basePath: false },
          { source: '/a', destination: 'https://x.test', statusCode: 302, locale: false },
        ],
        rewrites: [rewrite],
        headers: [{ source: '/a', headers: [{ key: 'x-:a', value: 'b' }], has: [{ type: 'host', value: 'a' }] }],
      }),
    ).toEqual({
      redirects: [
        { source: '/a', destination: '/b', status: 308 },
        { source: '/a', destination: '/b', status: 307, basePath: false },
        { source: '/a', destination: 'https://x.test', status: 302, locale: false },
      ],
      rewrites: { beforeFiles: [], afterFiles: [rewrite], fallback: [] },
      headers: [{ source: '/a', headers: [{ key: 'x-:a', value: 'b' }], has: [{ type: 'host', value: 'a' }] }],
    })
    expect(rulesOf({ rewrites: { beforeFiles: [rewrite] } })?.rewrites.beforeFiles).toEqual([rewrite])
  })

  const redirect = { source: '/a', destination: '/b', permanent: true }
  it.each<[string, object]>([
    ['redirects: ', { redirects: {} }],
    ['redirects.0.source: must begin with a slash', { redirects: [{ ...redirect, source: 'a' }] }],
    ['redirects.0.source: is no pattern: Unbalanced pattern', { redirects: [{ ...redirect, source: '/a/(b' }] }],
    ['redirects.0.destination: ', { redirects: [{ source: '/a', permanent: true }] }],
    ['redirects.0.destination: must begin with one slash', { redirects: [{ ...redirect, destination: 'b' }] }],
    ['redirects.0.destination: must begin with one slash', { redirects: [{ ...redirect, destination: '//b.test' }] }],
    [
      'redirects.0.destination: cannot be filled: neither source nor has gives it ":id"',
      { redirects: [{ ...redirect, destination: '/b/:id' }] },
    ],
    ['redirects.0: must have either permanent', { redirects: [{ source: '/a', destination: '/b' }] }],
    ['redirects.0: must have either permanent', { redirects: [{ ...redirect, statusCode: 301 }] }],
    [
      'redirects.0.statusCode: must be one of 301',
      { redirects: [{ source: '/a', destination: '/b', statusCode: 200 }] },
    ],
    ['redirects.0.basePath: must be false', { redirects: [{ ...redirect, basePath: true }] }],
    ['redirects.0: Unrecognized key: "regex"', { redirects: [{ ...redirect, regex: 'a' }] }],
    ["redirects.0.has.0.type: must be 'header'", { redirects: [{ ...redirect, has: [{ type: 'body', key: 'a' }] }] }],
    ['redirects.0.has.0.key: ', { redirects: [{ ...redirect, has: [{ type: 'header' }] }] }],
    ['redirects.0.has.0.value: ', { redirects: [{ ...redirect, has: [{ type: 'host' }] }] }],
    [
      'redirects.0.has.0.value: must be a regular expression',
      { redirects: [{ ...redirect, has: [{ type: 'query', key: 'a', value: '(' }] }] },
    ],
    ['rewrites.afterFiles.0.destination: must begin', { rewrites: [{ source: '/a', destination: 'ftp://x' }] }],
    [
      'rewrites.beforeFiles.0.destination: must be the URL of another server',
      { rewrites: { beforeFiles: [{ source: '/a', destination: '/b', basePath: false }] } },
    ],
    ['rewrites: Unrecognized key: "before"', { rewrites: { before: [] } }],
    ['headers.0.headers: must not be empty', { headers: [{ source: '/a', headers: [] }] }],
    ['headers.0.headers.0.key: is no name', { headers: [{ source: '/a', headers: [{ key: 'a b', value: '' }] }] }],
    [
      'headers.0.headers.0.value: must be one line',
      { headers: [{ source: '/a', headers: [{ key: 'a', value: 'b\nc' }] }] },
    ],
  ])('%s', (problem, config) => {
    expect(problemsOf(config)).toEqual([expect.stringContaining(`- ${problem}`)])
  })

  it('take the parameters of a destination from conditions, too', () => {
    const has = [
      { type: 'query', key: 'my-page' },
      { type: 'header', key: 'x', value: '(?<kind>.*)' },
      { type: 'host', value: 'a' },
    ]
    expect(problemsOf({ rewrites: [{ source: '/a', destination: '/:mypage/:kind/:host', has }] })).toEqual([])
  })

  it('tell all that is wrong at once', () => {
    expect(problemsOf({ redirects: [{ source: 'a', destination: 'b' }], headers: 1, compress: 1 })).toHaveLength(5)
  })
})
