import { describe, expect, it } from 'vitest'
import { parsePattern } from '../routes/pattern.ts'
import { runStaticPaths } from './static-paths.ts'

const run = (page: string, returned: unknown) => runStaticPaths({ getStaticPaths: () => returned }, parsePattern(page))
const pathsOf = async (page: string, paths: unknown[]) =>
  (await run(page, { paths, fallback: false })).paths.map(({ asPath }) => asPath)
const messageOf = async (page: string, returned: unknown) => {
  const error: unknown = await run(page, returned).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'INVALID_DATA' })
  return (error as Error).message
}
const expected =
  'Expected: { paths: [], fallback: boolean }\n' +
  'See here for more info: https://nextjs.org/docs/messages/invalid-getstaticpaths-value'

describe('runStaticPaths', () => {
  it.each([true, false, 'blocking'])('keeps fallback %s', async (fallback) => {
    expect(await run('/[id]', { paths: [], fallback })).toEqual({ paths: [], fallback })
  })

  it('takes strings and parameters, and both may be promised', async () => {
    const paths = ['/blog/a', { params: { slug: 'b' } }]
    expect(await run('/blog/[slug]', Promise.resolve({ paths, fallback: true }))).toEqual({
      fallback: true,
      paths: [
        { asPath: '/blog/a', params: { slug: 'a' } },
        { asPath: '/blog/b', params: { slug: 'b' } },
      ],
    })
  })

  it('takes strings for encoded and parameters for raw (B93)', async () => {
    const { paths } = await run('/blog/[slug]', {
      paths: [
        '/blog/a%2Fb%20%C3%BC',
        { params: { slug: 'a/b?c#d\\e %2F' } },
        '/blog/ü b',
        '/blog/post.1',
        '/blog/[post3]',
      ],
      fallback: false,
    })
    expect(paths).toEqual([
      { asPath: '/blog/a%2Fb%20%C3%BC', params: { slug: 'a/b ü' } },
      { asPath: '/blog/a%2Fb%3Fc%23d%5Ce%20%252F', params: { slug: 'a/b?c#d\\e %2F' } },
      { asPath: '/blog/%C3%BC%20b', params: { slug: 'ü b' } },
      { asPath: '/blog/post.1', params: { slug: 'post.1' } },
      { asPath: '/blog/%5Bpost3%5D', params: { slug: '[post3]' } },
    ])
  })

  it('returns each path once, and ignores a trailing slash (B93)', async () => {
    const paths = ['/blog/a', '/blog/a/', { params: { slug: 'a' } }, '/blog/%61', '/blog/A']
    expect(await pathsOf('/blog/[slug]', paths)).toEqual(['/blog/a', '/blog/A'])
  })

  it('takes arrays for catch-alls', async () => {
    expect(await pathsOf('/d/[...all]', ['/d/a/b', { params: { all: ['c d', 'e/'] } }])).toEqual([
      '/d/a/b',
      '/d/c%20d/e%2F',
    ])
  })

  it.each([[], false, null, undefined])('takes %j for the root of an optional catch-all (B96)', async (all) => {
    expect(await run('/d/[[...all]]', { paths: [{ params: { all } }], fallback: false })).toEqual({
      fallback: false,
      paths: [{ asPath: '/d', params: {} }],
    })
    expect(await pathsOf('/[[...all]]', ['/', { params: { all } }, '/x'])).toEqual(['/', '/x'])
  })

  it('misses the key of an optional catch-all (B96)', async () => {
    expect(await messageOf('/[[...all]]', { paths: [{ params: {} }], fallback: false })).toBe(
      'A required parameter (all) was not provided as an array received undefined in getStaticPaths for /[[...all]]',
    )
  })

  it.each([
    [undefined, 'undefined'],
    [null, 'object'],
    [[], 'object'],
    ['x', 'string'],
  ])('rejects %j (B163)', async (returned, type) => {
    expect(await messageOf('/[id]', returned)).toBe(
      `Invalid value returned from getStaticPaths in /[id]. Received ${type} ${expected}`,
    )
  })

  it('rejects extra keys (B163)', async () => {
    expect(await messageOf('/[id]', { paths: [], fallback: true, a: 1, b: 2 })).toBe(
      `Extra keys returned from getStaticPaths in /[id] (a, b) ${expected}`,
    )
  })

  it.each([undefined, null, 'static', 1])('rejects fallback %j (B163)', async (fallback) => {
    expect(await messageOf('/[id]', { paths: [], fallback })).toBe(
      `The \`fallback\` key must be returned from getStaticPaths in /[id].\n${expected}`,
    )
  })

  it.each([undefined, {}, [7], [null], [[]]])('rejects paths %j (B163)', async (paths) => {
    expect(await messageOf('/[id]', { paths, fallback: true })).toBe(
      'Invalid `paths` value returned from getStaticPaths in /[id].\n' +
        '`paths` must be an array of strings or objects of shape { params: [key: string]: string }',
    )
  })

  it.each(['/x', '/blog', '/blog/a/b', 'blog/a', ''])('rejects the path "%s" (B164)', async (path) => {
    expect(await messageOf('/blog/[slug]', { paths: [path], fallback: true })).toBe(
      `The provided path \`${path}\` does not match the page: \`/blog/[slug]\`.`,
    )
  })

  it('rejects a string that is not percent-encoded', async () => {
    expect(await messageOf('/[id]', { paths: ['/100%'], fallback: true })).toContain('`/100%`')
  })

  it('rejects parameters beside params (B164)', async () => {
    expect(await messageOf('/[foo]/[post]', { paths: [{ foo: 'a', baz: 'b' }], fallback: true })).toBe(
      'Additional keys were returned from `getStaticPaths` in page "/[foo]/[post]". URL Parameters intended for this dynamic ' +
        'route must be nested under the `params` key, i.e.:\n\n\treturn { params: { foo: ..., post: ... } }\n\n' +
        'Keys that need to be moved: foo, baz.',
    )
  })

  it.each<[string, object, string]>([
    ['/[slug]', {}, '(slug) was not provided as a string received undefined'],
    ['/[slug]', { params: { slug: 7 } }, '(slug) was not provided as a string received number'],
    ['/[slug]', { params: { slug: ['a'] } }, '(slug) was not provided as a string received object'],
    ['/[...slug]', { params: { slug: 'a' } }, '(slug) was not provided as an array received string'],
    ['/[...slug]', { params: { slug: [7] } }, '(slug) was not provided as an array received object'],
    ['/[...slug]', { params: { slug: null } }, '(slug) was not provided as an array received object'],
  ])('rejects for %s the entry %j (B164)', async (page, entry, reason) => {
    expect(await messageOf(page, { paths: [entry], fallback: true })).toBe(
      `A required parameter ${reason} in getStaticPaths for ${page}`,
    )
  })

  it('rejects a locale, since there are none (B164)', async () => {
    expect(await messageOf('/[id]', { paths: [{ params: { id: 'a' }, locale: 'xx' }], fallback: true })).toContain(
      'Invalid locale returned from getStaticPaths for /[id], the locale xx is not specified in',
    )
  })

  it.each(['.', '..'])('rejects the segment "%s", which no browser sends', async (id) => {
    expect(await messageOf('/[id]', { paths: [{ params: { id } }], fallback: true })).toContain(`"${id}"`)
  })

  it('rejects empty parameters', async () => {
    await expect(run('/[id]', { paths: [{ params: { id: '' } }], fallback: true })).rejects.toThrow('/[id]')
    await expect(run('/[...ids]', { paths: [{ params: { ids: [] } }], fallback: true })).rejects.toThrow('/[...ids]')
  })

  it('throws what getStaticPaths throws', async () => {
    await expect(run('/[id]', Promise.reject(new Error('no database')))).rejects.toThrow('no database')
    await expect(run('/[id]', Promise.reject('text'))).rejects.toThrow('getStaticPaths threw text')
  })
})

describe('runStaticPaths with i18n', () => {
  const i18n = { locales: ['en', 'fr', 'nl-NL'], defaultLocale: 'en' }
  const runIn = (page: string, paths: unknown) =>
    runStaticPaths({ getStaticPaths: () => ({ paths, fallback: false }) }, parsePattern(page), i18n)

  it('tells getStaticPaths of the languages (B101)', async () => {
    const told: unknown[] = []
    const getStaticPaths = (context: unknown) => {
      told.push(context)
      return { paths: [], fallback: true }
    }
    await runStaticPaths({ getStaticPaths }, parsePattern('/[id]'), i18n)
    await runStaticPaths({ getStaticPaths }, parsePattern('/[id]'))
    expect(told).toEqual([i18n, {}])
  })

  it('takes the language that an entry names, else the default one, each once (B101)', async () => {
    const entries = ['/blog/a', '/FR/blog/a', { params: { slug: 'a' }, locale: 'fr' }, { params: { slug: 'a' } }]
    const { paths } = await runIn('/blog/[slug]', [...entries, '/nl-NL/blog/fr'])
    expect(paths).toEqual([
      { params: { slug: 'a' }, asPath: '/blog/a', locale: 'en' },
      { params: { slug: 'a' }, asPath: '/blog/a', locale: 'fr' },
      { params: { slug: 'fr' }, asPath: '/blog/fr', locale: 'nl-NL' },
    ])
  })

  it('refuses a language that is not configured, and any where there is no i18n (B164)', async () => {
    const unknown = [{ params: { slug: 'a' }, locale: 'xx' }]
    const message = 'Invalid locale returned from getStaticPaths for /blog/[slug], the locale xx is not specified in'
    await expect(runIn('/blog/[slug]', unknown)).rejects.toThrow(message)
    await expect(run('/blog/[slug]', { paths: unknown, fallback: false })).rejects.toThrow(message)
  })
})
