import type { ServerResponse } from 'node:http'
import { describe, expect, it, vi } from 'vitest'
import { queryOf } from '../routes/query.ts'
import type { DataMode } from './returned.ts'
import { runServerProps, type ServerPropsContext } from './server-props.ts'

const contextOf = (res: Partial<ServerResponse> = { writableEnded: false }) =>
  ({ req: { cookies: {} }, res, query: queryOf('?q=1'), resolvedUrl: '/search?q=1' }) as ServerPropsContext
const run = (returned: unknown, mode: DataMode = 'runtime', context = contextOf()) =>
  runServerProps({ getServerSideProps: () => returned }, context, { page: '/search', url: '/search?q=1', mode })

describe('runServerProps', () => {
  it('passes its context on', async () => {
    const getServerSideProps = vi.fn(() => ({ props: {} }))
    const context = contextOf()
    await runServerProps({ getServerSideProps }, context, { page: '/search', url: '/search', mode: 'dev' })
    expect(getServerSideProps.mock.calls).toEqual([[context]])
  })

  it('takes props, and promised props', async () => {
    expect(await run({ props: { a: 1 } })).toEqual({ kind: 'page', pageProps: { a: 1 } })
    expect(await run(Promise.resolve({ props: Promise.resolve({ a: 1 }) }))).toEqual({
      kind: 'page',
      pageProps: { a: 1 },
    })
  })

  it('takes not found and redirects (B76)', async () => {
    expect(await run({ notFound: true })).toEqual({ kind: 'not-found' })
    expect(await run({ redirect: { destination: '/new', permanent: true } })).toEqual({
      kind: 'redirect',
      destination: '/new',
      status: 308,
    })
  })

  it('leaves a response alone that was sent already', async () => {
    expect(await run(undefined, 'runtime', contextOf({ writableEnded: true }))).toEqual({ kind: 'sent' })
    // A stream may go on when the function has returned.
    expect(await run({ props: {} }, 'runtime', contextOf({ headersSent: true }))).toEqual({ kind: 'sent' })
  })

  it.each<[string, () => unknown, string]>([
    [
      'nothing',
      () => undefined,
      'Your `getServerSideProps` function did not return an object. Did you forget to add a `return`?',
    ],
    ['other keys', () => ({ props: {}, revalidate: 1 }), 'Additional keys were returned from `getServerSideProps`.'],
    [
      'a broken redirect',
      () => ({ redirect: {} }),
      'Invalid redirect object returned from getServerSideProps for /search?q=1',
    ],
    ['no props', () => ({}), 'Props must be returned as a plain object from getServerSideProps'],
    [
      'a bigint',
      () => ({ props: { n: 1n } }),
      'Error serializing `.n` returned from `getServerSideProps` in "/search".',
    ],
    ['a rejection', () => Promise.reject('text'), 'getServerSideProps threw text'],
    ['rejected props', () => ({ props: Promise.reject('text') }), 'getServerSideProps threw text'],
  ])('rejects %s', async (_name, returned, message) => {
    await expect(run(returned())).rejects.toThrow(message)
  })

  it('rejects notFound and redirect together in development, elsewhere there is no page', async () => {
    const both = { notFound: true, redirect: { destination: '/', permanent: false } }
    expect(await run(both)).toEqual({ kind: 'not-found' })
    await expect(run(both, 'dev')).rejects.toThrow('from getServerSideProps at the same time. Page: /search')
  })

  it('rejects what JSON would change in dev only (B161)', async () => {
    await expect(run({ props: { a: new Date(0) } }, 'dev')).rejects.toThrow('`.a` returned from `getServerSideProps`')
    expect(await run({ props: { a: new Date(0) } })).toMatchObject({ kind: 'page' })
  })
})
