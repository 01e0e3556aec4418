import { expect, test } from 'vitest'
import { createServerRouter } from './server-router.ts'

const router = createServerRouter({ pathname: '/a/[b]', query: { b: 'c' }, asPath: '/a/c', basePath: '' })

test('the router of a server render knows where it is', () => {
  expect(router).toMatchObject({
    route: '/a/[b]',
    pathname: '/a/[b]',
    query: { b: 'c' },
    asPath: '/a/c',
    isReady: true,
  })
})

test.each(['push', 'replace', 'reload', 'back', 'forward', 'beforePopState'] as const)(
  '%s says why it cannot',
  (method) => {
    expect(() => (router[method] as () => void)()).toThrow(`router.${method}() was called while the page was rendered`)
  },
)

test('prefetch does nothing', async () => {
  expect(await router.prefetch('/a')).toBeUndefined()
})
