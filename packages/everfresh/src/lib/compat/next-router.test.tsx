import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { RouterContext } from '../client/contexts.ts'
import { createServerRouter } from '../client/server-router.ts'
import Router, { useRouter, withRouter, type NextRouter } from './next-router.tsx'

const router = createServerRouter({ pathname: '/a/[b]', query: { b: 'c' }, asPath: '/a/c', basePath: '' })

test('useRouter gives the router of the render', () => {
  const Page = () => <i>{useRouter().asPath}</i>
  expect(renderToStaticMarkup(<RouterContext value={router}>{<Page />}</RouterContext>)).toBe('<i>/a/c</i>')
})

test('useRouter says what is wrong outside of the application', () => {
  const Page = () => <i>{useRouter().asPath}</i>
  expect(() => renderToStaticMarkup(<Page />)).toThrow('NextRouter was not mounted')
})

test('withRouter gives a component the router and keeps its getInitialProps', () => {
  const getInitialProps = () => ({})
  const Page = ({ router: given, name }: { router: NextRouter; name: string }) => (
    <i>
      {name} {given.pathname}
    </i>
  )
  const Wrapped = withRouter(Object.assign(Page, { getInitialProps }))
  expect(Wrapped).toHaveProperty('getInitialProps', getInitialProps)
  expect(Wrapped.displayName).toBe('withRouter(Page)')
  expect(renderToStaticMarkup(<RouterContext value={router}>{<Wrapped name="x" />}</RouterContext>)).toBe(
    '<i>x /a/[b]</i>',
  )
})

test('the tab’s router takes subscriptions before there is one, and says so for all else', () => {
  expect(() => Router.events.on('routeChangeStart', () => undefined)).not.toThrow()
  expect(() => Router.push('/')).toThrow('No router instance found')
  expect(() => Router.pathname).toThrow('No router instance found')
  expect(Router.router).toBeNull()
})
