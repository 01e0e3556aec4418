import type { ReactElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { RouterContext } from '../client/contexts.ts'
import { createServerRouter } from '../client/server-router.ts'
import { useRouter as useCompatRouter } from './next-compat-router.ts'
import { PathnameContext, PathParamsContext, SearchParamsContext } from './next-contexts.ts'
import * as navigation from './next-navigation.ts'

type Options = Partial<Parameters<typeof createServerRouter>[0]>

function Where(): ReactElement {
  const params = JSON.stringify(navigation.useParams())
  return <>{`${navigation.usePathname()} ${params} ${navigation.useSearchParams()}`}</>
}

function on(options: Options, page: ReactElement = <Where />): string {
  const place = { pathname: '/a/[id]', query: { id: '1', q: '2' }, asPath: '/a/1?q=2', basePath: '', place: {} }
  const router = createServerRouter({ ...place, ...options } as Parameters<typeof createServerRouter>[0])
  return renderToString(<RouterContext value={router}>{page}</RouterContext>).replaceAll('&quot;', '"')
}

test('the hooks tell path, parameters of the path and those of the query string', () => {
  expect(on({})).toBe('/a/1 {"id":"1"} q=2')
  expect(on({ pathname: '/b', query: {}, asPath: '/b' })).toBe('/b {} ')
  expect(on({ pathname: '/c/[...all]', query: { all: ['1', '2'] }, asPath: '/c/1/2' })).toBe(
    '/c/1/2 {"all":["1","2"]} ',
  )
})

test('a page that is kept for all query strings knows its path, but no query string (B11)', () => {
  expect(on({ isReady: false, asPath: '/a/1', query: { id: '1' } })).toBe('/a/1 {"id":"1"} ')
})

test('a document for many paths knows nothing yet (B11, B60)', () => {
  expect(on({ isReady: false, asPath: '/a/[id]', query: {} })).toBe('null null ')
  expect(on({ isFallback: true, isReady: false, asPath: '/a/[id]', query: {} })).toBe('null null ')
})

test('whoever provides the contexts overrides the router, as tests do', () => {
  const provided = (
    <PathnameContext value="/x">
      <PathParamsContext value={{ id: '9' }}>
        <SearchParamsContext value={new URLSearchParams('y=z')}>
          <Where />
        </SearchParamsContext>
      </PathParamsContext>
    </PathnameContext>
  )
  expect(on({}, provided)).toBe('/x {"id":"9"} y=z')
  expect(renderToString(provided)).toContain('/x')
})

test('without a router the hooks answer null, but for useRouter', () => {
  const Compat = () => <>{String(useCompatRouter())}</>
  expect(renderToString(<Compat />)).toBe('null')
  expect(renderToString(<Where />)).toBe('null null ')
  const Router = () => <>{String(navigation.useRouter())}</>
  expect(() => renderToString(<Router />)).toThrow('there is no router here')
})

test('search parameters cannot be changed', () => {
  const params = new navigation.ReadonlyURLSearchParams('a=1')
  expect(params.get('a')).toBe('1')
  expect(() => params.set()).toThrow('new URLSearchParams')
})

test('what interrupts a render says what to do in its place', () => {
  const { redirect, permanentRedirect, notFound, forbidden, unauthorized } = navigation
  for (const interrupt of [redirect, permanentRedirect, notFound, forbidden, unauthorized]) {
    expect(() => interrupt()).toThrow(/works in the App Router only\. .*getServerSideProps/)
  }
})
