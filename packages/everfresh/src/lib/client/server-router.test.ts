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

test('whoever looks whether it is ready is noticed', () => {
  let reads = 0
  const onReadinessRead = () => void reads++
  const router = createServerRouter({
    pathname: '/',
    query: {},
    asPath: '/',
    basePath: '',
    isReady: false,
    onReadinessRead,
  })
  expect(reads).toBe(0)
  expect([router.isReady, reads]).toEqual([false, 1])
})

test('no router keeps what its render made, beyond that render', () => {
  const getterOf = (asPath: string) => {
    const router = createServerRouter({ pathname: '/', query: {}, asPath, basePath: '', onReadinessRead: () => {} })
    return Object.getOwnPropertyDescriptor(router, 'isReady')?.get
  }
  // A getter of its own would be kept by the engine, with all that it can see.
  expect(getterOf('/a')).toBeTypeOf('function')
  expect(getterOf('/a')).toBe(getterOf('/b'))
})

test('whoever copies the router, copies whether it is ready', () => {
  expect({ ...router }).toMatchObject({ isReady: true, asPath: '/a/c' })
})

test('prefetch does nothing', async () => {
  expect(await router.prefetch('/a')).toBeUndefined()
})
