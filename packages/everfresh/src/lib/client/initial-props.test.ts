import { expect, test } from 'vitest'
import { appInitialProps, type WithInitialProps } from './initial-props.ts'
import { createServerRouter } from './server-router.ts'

const component = (getInitialProps?: (context: never) => unknown): WithInitialProps =>
  Object.assign(() => null, { displayName: 'Page' }, getInitialProps && { getInitialProps })

const propsOf = (App: WithInitialProps, Page: WithInitialProps) =>
  appInitialProps(App, {
    AppTree: App,
    Component: Page,
    router: createServerRouter({ pathname: '/', query: {}, asPath: '/', basePath: '' }),
    ctx: { pathname: '/', query: {}, AppTree: App },
  })

test('an application without getInitialProps runs the page’s', async () => {
  expect(
    await propsOf(
      component(),
      component(() => ({ a: 1 })),
    ),
  ).toEqual({ pageProps: { a: 1 } })
  expect(await propsOf(component(), component())).toEqual({ pageProps: {} })
})

test('an application’s getInitialProps decides (B168)', async () => {
  const App = component(async () => ({ pageProps: { b: 2 }, theme: 'dark' }))
  expect(
    await propsOf(
      App,
      component(() => ({ a: 1 })),
    ),
  ).toEqual({ pageProps: { b: 2 }, theme: 'dark' })
})

test('an application may leave out pageProps', async () => {
  expect(
    await propsOf(
      component(() => ({ theme: 'dark' })),
      component(),
    ),
  ).toEqual({ pageProps: {}, theme: 'dark' })
})

test('what is no object is refused', async () => {
  await expect(
    propsOf(
      component(),
      component(() => undefined),
    ),
  ).rejects.toThrow('"Page.getInitialProps()" should resolve to an object. But found "undefined" instead.')
})
