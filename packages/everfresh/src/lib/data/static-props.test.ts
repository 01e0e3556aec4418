import { describe, expect, it, vi } from 'vitest'
import type { DataMode } from './returned.ts'
import { runStaticProps } from './static-props.ts'

const modes: readonly DataMode[] = ['build', 'runtime', 'dev']
const options = { page: '/blog/[slug]', url: '/blog/a' }
const run = (returned: unknown, mode: DataMode = 'runtime', overrides: object = {}) =>
  runStaticProps({ getStaticProps: () => returned }, {}, { ...options, mode, ...overrides })

describe('runStaticProps', () => {
  it('passes its context on, and nothing else (B167)', async () => {
    const getStaticProps = vi.fn(() => ({ props: {} }))
    const context = { params: { slug: 'a' }, revalidateReason: 'build' } as const
    await runStaticProps({ getStaticProps }, context, { ...options, mode: 'build' })
    expect(getStaticProps.mock.calls).toEqual([[context]])
  })

  it.each(modes)('returns props and lifetime in mode %s', async (mode) => {
    expect(await run({ props: { a: 1 }, revalidate: 10, tags: ['x'] }, mode)).toEqual({
      kind: 'page',
      pageProps: { a: 1 },
      revalidate: 10,
      tags: ['x'],
    })
  })

  it.each([
    [undefined, false],
    [false, false],
    [true, 1],
    [1, 1],
    [31_536_000, 31_536_000],
  ])('takes revalidate %s for %s (B7)', async (revalidate, seconds) => {
    expect(await run({ props: {}, revalidate })).toMatchObject({ revalidate: seconds })
  })

  it('returns not found, with its own lifetime (B20, B72)', async () => {
    expect(await run({ notFound: true, revalidate: 5, tags: ['x'] })).toEqual({
      kind: 'not-found',
      revalidate: 5,
      tags: ['x'],
    })
    expect(await run({ notFound: true }, 'build')).toEqual({ kind: 'not-found', revalidate: false, tags: [] })
    expect(await run({ notFound: false, props: {} })).toMatchObject({ kind: 'page' })
  })

  it('returns redirects, with their own lifetime (B21, B76)', async () => {
    const redirect = { destination: '/new', permanent: false, basePath: false }
    expect(await run({ redirect, revalidate: 5 })).toEqual({
      kind: 'redirect',
      destination: '/new',
      status: 307,
      basePath: false,
      revalidate: 5,
      tags: [],
    })
  })

  it('rejects a redirect while building (B77)', async () => {
    await expect(run({ redirect: { destination: '/new', permanent: false } }, 'build')).rejects.toThrow(
      '`redirect` can not be returned from getStaticProps during prerendering (/blog/a)',
    )
  })

  it('rejects an invalid redirect (B79)', async () => {
    await expect(run({ redirect: { permanent: 1 } })).rejects.toThrow(
      'Invalid redirect object returned from getStaticProps for /blog/a',
    )
  })

  it('rejects notFound and redirect together in development, elsewhere there is no page (B80)', async () => {
    const both = { notFound: true, redirect: { destination: '/', permanent: false } }
    for (const mode of ['build', 'runtime'] as const) expect(await run(both, mode)).toMatchObject({ kind: 'not-found' })
    await expect(run(both, 'dev')).rejects.toThrow(
      '`redirect` and `notFound` can not both be returned from getStaticProps at the same time. Page: /blog/[slug]',
    )
  })

  it('rejects notFound of the 404 page itself (B75)', async () => {
    await expect(run({ notFound: true }, 'runtime', { page: '/404' })).rejects.toThrow(
      'The /404 page can not return notFound in "getStaticProps", please remove it to continue!',
    )
  })

  it.each([undefined, null, 7, 'x', [], true])('rejects %j returned (B155)', async (returned) => {
    await expect(run(returned)).rejects.toThrow(
      'Your `getStaticProps` function did not return an object. Did you forget to add a `return`?',
    )
  })

  it('rejects additional keys (B156)', async () => {
    await expect(run({ props: {}, a: 1, b: 2 })).rejects.toThrow(
      'Additional keys were returned from `getStaticProps`. Properties intended for your component must be nested under ' +
        "the `props` key, e.g.:\n\n\treturn { props: { title: 'My Title', content: '...' } }\n\n" +
        'Keys that need to be moved: a, b.\nRead more: https://nextjs.org/docs/messages/invalid-getstaticprops-value',
    )
  })

  it('names the successor of unstable_revalidate (B109)', async () => {
    await expect(run({ props: {}, unstable_revalidate: 1 })).rejects.toThrow(
      'The `unstable_revalidate` property is available for general use.\nPlease use `revalidate` instead.',
    )
  })

  describe.each(modes)('in mode %s', (mode) => {
    it.each([
      [1.1, '2'],
      [0.5, '1'],
      [NaN, 'NaN'],
      [Infinity, 'Infinity'],
    ])('rejects revalidate %d (B157, B161)', async (revalidate, suggestion) => {
      await expect(run({ props: {}, revalidate }, mode)).rejects.toThrow(
        `A page's revalidate option must be seconds expressed as a natural number for /blog/a. Mixed numbers, such as ` +
          `'${revalidate}', cannot be used.\nTry changing the value to '${suggestion}' or using \`Math.ceil()\` if you're ` +
          'computing the value.',
      )
    })

    it.each([0, -1])('rejects revalidate %d (B158, B161)', async (revalidate) => {
      await expect(run({ props: {}, revalidate }, mode)).rejects.toThrow(
        "A page's revalidate option can not be less than or equal to zero for /blog/a. A revalidate option of zero means to " +
          'revalidate after _every_ request, and implies stale data cannot be tolerated.\n\n' +
          'To never revalidate, you can set revalidate to `false` (only ran once at build-time).\n' +
          'To revalidate as soon as possible, you can set the value to `1`.',
      )
    })

    it.each([
      ['1', '"1"'],
      [null, 'null'],
      [{ a: 1 }, '{"a":1}'],
      [1n, '1'],
    ])('rejects revalidate %o (B159, B161)', async (revalidate, received) => {
      await expect(run({ props: {}, revalidate }, mode)).rejects.toThrow(
        "A page's revalidate option must be seconds expressed as a natural number. Mixed numbers and strings cannot be " +
          `used. Received '${received}' for /blog/a`,
      )
    })

    it('checks revalidate of not found too', async () => {
      await expect(run({ notFound: true, revalidate: 0 }, mode)).rejects.toThrow('less than or equal to zero')
    })
  })

  it('only warns of more than a year (B160)', async () => {
    const warn = vi.fn()
    expect(await run({ props: {}, revalidate: 31_536_001 }, 'runtime', { warn })).toMatchObject({
      revalidate: 31_536_001,
    })
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining(
        "Warning: A page's revalidate option was set to more than a year for /blog/a. This may have been done in error.",
      ),
    )
  })

  it('rejects props that JSON would change in dev and build, and lets them pass at run time (B161, B162)', async () => {
    const returned = { props: { at: new Date(0) } }
    for (const mode of ['dev', 'build'] as const) {
      await expect(run(returned, mode)).rejects.toThrow(
        'Error serializing `.at` returned from `getStaticProps` in "/blog/[slug]"',
      )
    }
    expect(await run(returned)).toMatchObject({ pageProps: returned.props })
  })

  it('rejects props that JSON cannot express at run time too', async () => {
    await expect(run({ props: { n: 1n } })).rejects.toThrow('Error serializing `.n`')
    await expect(run({})).rejects.toThrow('Props must be returned as a plain object from getStaticProps')
  })

  it('has each tag once', async () => {
    const tags = ['a', 'b', 'a', '__proto__']
    expect(await run({ props: {}, tags })).toMatchObject({ tags: ['a', 'b', '__proto__'] })
    const most = Array.from({ length: 128 }, (_, index) => `${index}`.padEnd(256, 'x'))
    expect(await run({ props: {}, tags: most })).toMatchObject({ tags: most })
  })

  it.each<[unknown, string]>([
    ['product', 'must be an array of strings, but it is string'],
    [null, 'must be an array of strings'],
    [[7], 'must hold strings, but it holds number'],
    [[null], 'must hold strings, but it holds null'],
    [['a', ''], 'holds an empty string'],
    [['x'.repeat(257)], 'holds a tag of 257 characters'],
    [Array.from({ length: 129 }, (_, index) => `${index}`), 'holds 129 tags; 128 are allowed'],
  ])('rejects tags %j', async (tags, reason) => {
    const error: unknown = await run({ props: {}, tags }).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'INVALID_DATA' })
    expect((error as Error).message).toContain(reason)
    expect((error as Error).message).toContain('/blog/[slug]')
  })

  it('throws what getStaticProps throws (B86)', async () => {
    const error = Object.assign(new Error('no such file'), { code: 'ENOENT' })
    const fail = (thrown: unknown) =>
      runStaticProps({ getStaticProps: () => Promise.reject(thrown) }, {}, { ...options, mode: 'runtime' })
    await expect(fail(error)).rejects.toBe(error)
  })

  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    ['oops', 'oops'],
    [{ a: 1 }, '{"a":1}'],
    [Symbol('s'), 'Symbol(s)'],
    [Object.create(null, { self: { get: () => 1n, enumerable: true } }), 'an object'],
  ])('makes an error of a thrown %o (B87)', async (thrown, printed) => {
    const getStaticProps = () => {
      throw thrown
    }
    const error: unknown = await runStaticProps({ getStaticProps }, {}, { ...options, mode: 'dev' }).catch(
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(Error)
    expect((error as Error).message).toContain(`getStaticProps threw ${printed}, which is no Error`)
    expect((error as Error).cause).toBe(thrown)
  })
})
